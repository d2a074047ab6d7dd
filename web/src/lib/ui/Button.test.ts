import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import Button from './Button.svelte';
import { words } from './test-words';

it('is a button, and ignores presses while busy', async () => {
  const onclick = vi.fn();
  const { rerender } = render(Button, { children: words('Lưu'), onclick });
  await fireEvent.click(screen.getByRole('button', { name: 'Lưu' }));
  await rerender({ busy: true });
  const button = screen.getByRole('button');
  await fireEvent.click(button);
  expect(onclick).toHaveBeenCalledOnce();
  expect(button.getAttribute('aria-disabled')).toBe('true');
});

it('does not submit a form while busy', async () => {
  render(Button, { children: words('Gửi'), type: 'submit', busy: true });
  expect(await fireEvent.click(screen.getByRole('button'))).toBe(false);
});

it('becomes a link where it leads somewhere', () => {
  render(Button, { children: words('Mở'), href: '/app/x' });
  expect(screen.getByRole('link', { name: 'Mở' }).getAttribute('href')).toBe('/app/x');
});
