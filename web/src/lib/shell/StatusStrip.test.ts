import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import StatusStrip from './StatusStrip.svelte';

const base = { network: 'on', unsent: 0, problems: 0, sending: false, href: '/app/field/outbox' } as const;

it.each([
  [{ ...base }, 'Có mạng', 'đã gửi hết'],
  [{ ...base, network: 'off', unsent: 3 } as const, 'Không có mạng', '3 việc chưa gửi'],
  [{ ...base, network: 'server', unsent: 1 } as const, 'Máy chủ chưa trả lời', '1 việc chưa gửi'],
  [{ ...base, unsent: 4, problems: 1 }, 'Có mạng', '4 việc chưa gửi, 1 việc cần xem lại'],
  [{ ...base, unsent: undefined }, 'Có mạng', 'chưa mở được kho trên máy']
])('%o', (props, network, work) => {
  render(StatusStrip, props);
  expect(screen.getByRole('status').textContent).toBe(network);
  const link = screen.getByRole('link');
  expect(link.textContent?.replace(/\s+/g, ' ').trim()).toBe(work);
  expect(link.getAttribute('href')).toBe('/app/field/outbox');
});
