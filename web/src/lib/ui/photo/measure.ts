/** What can be told about a photo at once, on the device. */
export interface Measure {
  /** Variance of the Laplacian in the sharper parts of the picture; a page of readable print has several hundred. */
  sharpness: number;
  /** Mean luminance, 0 to 255. */
  brightness: number;
}

export type Quality = 'good' | 'blurred' | 'dark' | 'bright' | 'small';

/** Long side, in pixels, that pictures are measured at: sharpness depends on it. */
export const MEASURE_SIDE_PX = 1000;

const SHARP_ENOUGH = 90;
const TOO_DARK = 65;
const TOO_BRIGHT = 235;
const SMALLEST_SIDE_PX = 800;
const TILES = 6;

/** Measures RGBA pixels, four bytes each, row by row. */
export function measure(rgba: Uint8ClampedArray, width: number, height: number): Measure {
  const luma = new Uint8Array(width * height);
  let sum = 0;
  for (let i = 0; i < luma.length; i++) {
    const at = i * 4;
    const value = (rgba[at]! * 77 + rgba[at + 1]! * 150 + rgba[at + 2]! * 29) >> 8;
    luma[i] = value;
    sum += value;
  }
  // A paper on a plain table is sharp only where there is print, so the picture is judged by its sharper tiles.
  const tiles: number[] = [];
  for (let row = 0; row < TILES; row++) {
    for (let column = 0; column < TILES; column++) {
      const [top, bottom] = [Math.floor((row * height) / TILES), Math.floor(((row + 1) * height) / TILES)];
      const [left, right] = [Math.floor((column * width) / TILES), Math.floor(((column + 1) * width) / TILES)];
      tiles.push(laplacianVariance(luma, width, height, left, top, right, bottom));
    }
  }
  tiles.sort((a, b) => b - a);
  return { sharpness: tiles[Math.floor(tiles.length / 8)] ?? 0, brightness: luma.length === 0 ? 0 : sum / luma.length };
}

/** The first thing that is wrong, the most useful to say. Sizes are those of the original picture. */
export function judge(found: Measure, width: number, height: number): Quality {
  if (Math.max(width, height) < SMALLEST_SIDE_PX) return 'small';
  if (found.brightness < TOO_DARK) return 'dark';
  if (found.sharpness >= SHARP_ENOUGH) return 'good';
  return found.brightness > TOO_BRIGHT ? 'bright' : 'blurred';
}

function laplacianVariance(luma: Uint8Array, width: number, height: number, left: number, top: number, right: number, bottom: number): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let y = Math.max(1, top); y < Math.min(height - 1, bottom); y++) {
    for (let x = Math.max(1, left); x < Math.min(width - 1, right); x++) {
      const at = y * width + x;
      const value = luma[at - 1]! + luma[at + 1]! + luma[at - width]! + luma[at + width]! - 4 * luma[at]!;
      count++;
      sum += value;
      squares += value * value;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
