import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import Dialog from './Dialog.svelte';
import { words } from './test-words';

it('opens as a named modal dialog and closes by its cross', async () => {
  const onclose = vi.fn();
  const { rerender } = render(Dialog, { open: false, title: 'Gửi phiếu?', children: words('Hai giấy tờ'), onclose });
  expect(document.querySelector('dialog')?.open).toBe(false);
  await rerender({ open: true });
  expect(screen.getByRole<HTMLDialogElement>('dialog', { name: 'Gửi phiếu?' }).open).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: 'Đóng' }));
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(document.querySelector('dialog')?.open).toBe(false);
});
