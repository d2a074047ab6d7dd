// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { judge, measure } from './measure';
import { fit, LARGEST_FILE_BYTES, prepareFile, refusal } from './prepare';
import { sniff } from './sniff';

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));

const JPEG = bytes([0xff, 0xd8, 0xff, 0xe0], 'rest of it');
const HEIC = bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0]);

describe('sniff', () => {
  it.each([
    ['jpeg', JPEG],
    ['png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0])],
    ['webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['pdf', bytes('%PDF-1.7')],
    ['heic', HEIC],
    ['unknown', bytes('MZ an exe called photo.jpg')],
    ['unknown', bytes('')]
  ] as const)('%s', (kind, content) => expect(sniff(content)).toBe(kind));
});

describe('refusal', () => {
  it.each([
    ['file_empty', new Blob([])],
    ['file_too_large', new Blob([JPEG, new Uint8Array(LARGEST_FILE_BYTES)])],
    ['file_heic', new Blob([HEIC], { type: 'image/jpeg' })],
    ['file_unsupported', new Blob(['hello'], { type: 'image/png' })]
  ])('%s', async (code, file) => expect(await refusal(file)).toEqual({ ok: false, code }));

  it('accepts a PDF as it is, and calls a picture that cannot be decoded broken', async () => {
    const pdf = await prepareFile(new Blob(['%PDF-1.4 …']));
    expect(pdf).toMatchObject({ ok: true, file: { mime: 'application/pdf', quality: undefined } });
    expect(await prepareFile(new Blob([JPEG]))).toEqual({ ok: false, code: 'file_broken' });
  });
});

/** A page with lines of "print" in its middle, drawn with edges `blur` pixels wide. */
function page(paper: number, ink: number, blur: number) {
  const [width, height] = [300, 400];
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const printed = x > 60 && x < 240 && y > 80 && y < 320;
      // Averaging the pattern over the blur width, both ways, is what an unfocused lens does.
      let [across, down] = [0, 0];
      for (let k = -blur; k <= blur; k++) {
        across += (x + k + 600) % 6 < 3 ? 1 : 0;
        down += (y + k + 600) % 12 < 7 ? 1 : 0;
      }
      const inked = printed ? (across * down) / (2 * blur + 1) ** 2 : 0;
      rgba.fill(paper + (ink - paper) * inked, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return measure(rgba, width, height);
}

describe('judge', () => {
  it.each([
    ['good', page(225, 40, 0)],
    ['good', page(252, 20, 0)],
    ['blurred', page(190, 120, 6)],
    ['dark', page(50, 10, 0)],
    ['bright', page(253, 248, 6)]
  ] as const)('%s', (quality, found) => expect(judge(found, 3000, 4000)).toBe(quality));

  it('asks to come closer when the picture is tiny', () => expect(judge(page(225, 40, 0), 300, 400)).toBe('small'));
});

it('fit reduces and never enlarges', () => {
  expect(fit(4000, 3000, 2000)).toEqual({ width: 2000, height: 1500 });
  expect(fit(300, 400, 2000)).toEqual({ width: 300, height: 400 });
  expect(fit(100_000, 3, 2000)).toEqual({ width: 2000, height: 1 });
});
