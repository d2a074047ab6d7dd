import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import PhotoInput from './PhotoInput.svelte';
import PrintSheet from './PrintSheet.svelte';
import QrCode from './QrCode.svelte';
import SignaturePad from './SignaturePad.svelte';
import type { Prepared } from './photo/prepare';
import { words } from './test-words';

describe('PhotoInput', () => {
  const choose = async (result: Prepared) => {
    const onready = vi.fn();
    const { container } = render(PhotoInput, { label: 'Tờ khai', value: undefined, prepare: () => Promise.resolve(result), onready });
    const input = container.querySelector<HTMLInputElement>('input[capture]')!;
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'a.jpg')] });
    await fireEvent.change(input);
    return onready;
  };
  const photo = (quality: 'good' | 'blurred'): Prepared => ({
    ok: true,
    file: { bytes: new Blob(['x'.repeat(5000)], { type: 'image/jpeg' }), mime: 'image/jpeg', width: 10, height: 10, quality }
  });

  it('hands over a clear photo', async () => {
    const onready = await choose(photo('good'));
    expect(await screen.findByText(/Ảnh rõ, 5 kB/)).toBeTruthy();
    expect(screen.getByAltText('Ảnh vừa chụp: Tờ khai')).toBeTruthy();
    expect(onready).toHaveBeenCalledOnce();
  });

  it('tells at once that a photo is blurred, and still keeps it', async () => {
    const onready = await choose(photo('blurred'));
    expect(await screen.findByText(/Ảnh hơi mờ, bác chụp lại giúp/)).toBeTruthy();
    expect(onready).toHaveBeenCalledOnce();
  });

  it.each([
    ['file_too_large', 'Tệp lớn hơn 25 MB'],
    ['file_heic', 'HEIC'],
    ['file_broken', 'Tệp bị hỏng']
  ] as const)('says what to do about %s', async (code, text) => {
    const onready = await choose({ ok: false, code });
    expect(await screen.findByText(new RegExp(text))).toBeTruthy();
    expect(onready).not.toHaveBeenCalled();
  });
});

describe('SignaturePad', () => {
  it('knows whether it was signed, and starts over', async () => {
    render(SignaturePad, { label: 'Người nhận', value: undefined, id: 'sign' });
    const canvas = document.getElementById('sign')!;
    expect(screen.getByRole('status').textContent).toBe('Khung chữ ký đang trống');
    await fireEvent.pointerDown(canvas, { pointerId: 1, clientX: 5, clientY: 5 });
    await fireEvent.pointerMove(canvas, { pointerId: 1, clientX: 9, clientY: 9 });
    expect(screen.getByRole('status').textContent).toBe('Đã có chữ ký');
    await fireEvent.click(screen.getByRole('button', { name: 'Xóa, ký lại' }));
    expect(screen.getByRole('status').textContent).toBe('Khung chữ ký đang trống');
  });
});

describe('QrCode', () => {
  it('is an image with words, with its three finder corners dark', () => {
    render(QrCode, { text: 'TD-26-000123' });
    const image = screen.getByRole('img', { name: 'Mã QR của TD-26-000123' });
    expect(image.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1zM5 4/);
  });
});

describe('PrintSheet', () => {
  it('sets the paper while it is shown, and gives it back', async () => {
    const before = document.adoptedStyleSheets.length;
    const { unmount } = render(PrintSheet, { label: 'Giấy hẹn', children: words('x') });
    const paper = () => document.adoptedStyleSheets.length - before;
    expect(paper()).toBe(1);
    await fireEvent.click(screen.getByLabelText('Cuộn 80 mm'));
    expect(paper()).toBe(1);
    expect(screen.getByRole('article').className).toContain('roll');
    unmount();
    expect(paper()).toBe(0);
  });
});
