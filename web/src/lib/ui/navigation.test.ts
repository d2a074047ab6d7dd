import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import StepList from './StepList.svelte';
import Tabs from './Tabs.svelte';

it('Tabs move by arrow keys, around the end', async () => {
  const children = createRawSnippet((value: () => string) => ({ render: () => `<p>${value()}</p>` }));
  const tabs = [
    { value: 'a', label: 'Hôm nay', count: 7 },
    { value: 'b', label: 'Quá hạn' }
  ];
  render(Tabs, { label: 'Việc', tabs, value: 'a', children });
  const [first, second] = screen.getAllByRole('tab');
  expect(first!.textContent).toContain('(7)');
  await fireEvent.keyDown(first!, { key: 'ArrowLeft' });
  expect(second!.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(second);
  expect(first!.tabIndex).toBe(-1);
  await fireEvent.keyDown(second!, { key: 'Home' });
  expect(first!.getAttribute('aria-selected')).toBe('true');
});

it('StepList says in words what is done', () => {
  render(StepList, { steps: ['Người', 'Tờ khai', 'Giấy tờ'], current: 1 });
  const items = screen.getAllByRole('listitem').map((item) => item.textContent?.replace(/\s+/g, ' ').trim());
  expect(items).toEqual(['Người (đã xong)', '2 Tờ khai (đang làm)', '3 Giấy tờ (chưa làm)']);
  expect(document.querySelector('[aria-current="step"]')?.textContent).toContain('Tờ khai');
  expect(screen.getByText('Bước 2 / 3')).toBeTruthy();
});
