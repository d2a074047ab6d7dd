import { judge, measure, MEASURE_SIDE_PX, type Quality } from './measure';
import { sniff, SNIFF_BYTES, type FileKind } from './sniff';

/** A paper ready to be kept and sent. */
export interface PreparedFile {
  bytes: Blob;
  mime: 'image/jpeg' | 'application/pdf';
  /** Pixels; 0 for a PDF. */
  width: number;
  height: number;
  /** What the device thinks of a photo; a PDF is not judged. */
  quality: Quality | undefined;
}

export type FileCode = 'file_empty' | 'file_too_large' | 'file_heic' | 'file_unsupported' | 'file_broken';

export type Prepared = { ok: true; file: PreparedFile } | { ok: false; code: FileCode };

/** Bytes; nothing larger is even opened. */
export const LARGEST_FILE_BYTES = 25_000_000;
/** Pixels of the long side after reduction: an A4 page stays readable at about 170 dots per inch. */
export const LONG_SIDE_PX = 2000;
const JPEG_QUALITY = 0.75;

/** Checks a file and, for a photo, turns it upright, reduces it and judges it. Never throws for what is in the file. */
export async function prepareFile(file: Blob): Promise<Prepared> {
  const refused = await refusal(file);
  if (typeof refused === 'object') return refused;
  if (refused === 'pdf') {
    const bytes = file.slice(0, file.size, 'application/pdf');
    return { ok: true, file: { bytes, mime: 'application/pdf', width: 0, height: 0, quality: undefined } };
  }
  try {
    // Decoding and encoding happen off the main thread in the browser's own code; the picture comes upright.
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      return { ok: true, file: await reduce(picture) };
    } finally {
      picture.close();
    }
  } catch {
    return { ok: false, code: 'file_broken' };
  }
}

/** What can be told from size and first bytes alone: the kind of an acceptable file, or the refusal. */
export async function refusal(file: Blob): Promise<Extract<FileKind, 'jpeg' | 'png' | 'webp' | 'pdf'> | { ok: false; code: FileCode }> {
  if (file.size === 0) return { ok: false, code: 'file_empty' };
  if (file.size > LARGEST_FILE_BYTES) return { ok: false, code: 'file_too_large' };
  let kind: FileKind;
  try {
    kind = sniff(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
  } catch {
    // The file vanished or its card was pulled out between choosing and reading.
    return { ok: false, code: 'file_broken' };
  }
  if (kind === 'heic') return { ok: false, code: 'file_heic' };
  if (kind === 'unknown') return { ok: false, code: 'file_unsupported' };
  return kind;
}

/** The size that fits `longest`, never enlarged. */
export function fit(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function reduce(picture: ImageBitmap): Promise<PreparedFile> {
  const size = fit(picture.width, picture.height, LONG_SIDE_PX);
  const { canvas, context } = surface(size.width, size.height);
  // JPEG knows no transparency: what is clear becomes paper, not black.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, size.width, size.height);

  const small = fit(size.width, size.height, MEASURE_SIDE_PX);
  const probe = surface(small.width, small.height);
  probe.context.drawImage(canvas, 0, 0, small.width, small.height);
  const pixels = probe.context.getImageData(0, 0, small.width, small.height).data;
  const quality = judge(measure(pixels, small.width, small.height), picture.width, picture.height);

  return { bytes: await encode(canvas), mime: 'image/jpeg', ...size, quality };
}

type Surface = OffscreenCanvas | HTMLCanvasElement;

function surface(width: number, height: number) {
  const canvas: Surface =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), { width, height })
      : new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null;
  if (!context) throw new Error('no drawing surface');
  return { canvas, context };
}

function encode(canvas: Surface): Promise<Blob> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no memory'))), 'image/jpeg', JPEG_QUALITY)
  );
}
