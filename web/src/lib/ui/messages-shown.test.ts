import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import Banner from './Banner.svelte';
import Card from './Card.svelte';
import DemoMark from './DemoMark.svelte';
import EmptyState from './EmptyState.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import ListRow from './ListRow.svelte';
import MoneyText from './MoneyText.svelte';
import ProgressNote from './ProgressNote.svelte';
import Stat from './Stat.svelte';
import StateTag from './StateTag.svelte';
import { words } from './test-words';

const shape = (container: HTMLElement) => container.querySelector('path')?.getAttribute('d');

describe('ErrorSummary', () => {
  it('takes focus and leads to the field, also to a group of radio buttons', async () => {
    const field = document.body.appendChild(document.createElement('fieldset'));
    field.id = 'where';
    field.innerHTML = '<input type="radio" id="first">';
    const { rerender } = render(ErrorSummary, { problems: [] });
    expect(screen.queryByRole('alert')).toBeNull();
    await rerender({ problems: [{ field: 'where', text: 'Chọn nơi nhận' }, { text: 'Chưa có giấy tờ' }] });
    expect(document.activeElement).toBe(screen.getByRole('alert'));
    expect(screen.getByRole('heading').textContent).toContain('Còn 2 chỗ');
    await fireEvent.click(screen.getByRole('link', { name: 'Chọn nơi nhận' }));
    expect(document.activeElement?.id).toBe('first');
    field.remove();
  });
});

describe('Banner', () => {
  it('has a word and a shape of its own for every kind', () => {
    const seen = (['info', 'warn', 'error', 'success'] as const).map((kind) => {
      const { container, unmount } = render(Banner, { kind, children: words('x') });
      const found = [container.querySelector('strong')?.textContent, shape(container)];
      unmount();
      return found;
    });
    expect(new Set(seen.map(([word]) => word)).size).toBe(4);
    expect(new Set(seen.map(([, path]) => path)).size).toBe(4);
  });

  it('interrupts only for what just happened', () => {
    render(Banner, { kind: 'error', live: true });
    expect(screen.getByRole('alert').textContent).toContain('Chưa được');
  });
});

describe('StateTag', () => {
  it('never speaks by colour alone', () => {
    const tones = ['neutral', 'waiting', 'moving', 'good', 'warn', 'bad', 'question', 'device'] as const;
    const shapes = tones.map((tone) => {
      const { container, unmount } = render(StateTag, { text: 'Quá hạn', tone });
      expect(container.textContent).toBe('Quá hạn');
      const path = shape(container);
      unmount();
      return path;
    });
    expect(new Set(shapes).size).toBe(tones.length);
  });
});

describe('Stat', () => {
  it('leads to its list and says so', () => {
    render(Stat, { label: 'Quá hạn', value: 1284, href: '/app/office/board?list=overdue', urgent: true });
    const link = screen.getByRole('link', { name: 'Quá hạn: 1.284. Mở danh sách' });
    expect(link.getAttribute('href')).toBe('/app/office/board?list=overdue');
  });

  it('does not alarm about nothing', () => {
    const { container } = render(Stat, { label: 'Quá hạn', value: 0, href: '#', urgent: true });
    expect(container.querySelector('svg')).toBeNull();
  });
});

describe('ListRow', () => {
  it('is a link, a button or plain, by what it is given', async () => {
    const onclick = vi.fn();
    render(ListRow, { title: 'H’Bia', detail: '1948', href: '/a' });
    render(ListRow, { title: 'Y Khương', onclick });
    render(ListRow, { title: 'Lan' });
    expect(screen.getByRole('link', { name: /H’Bia/ })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /Y Khương/ }));
    expect(onclick).toHaveBeenCalledOnce();
    expect(screen.getByText('Lan').closest('a, button')).toBeNull();
  });
});

describe('small ones', () => {
  it('MoneyText groups đồng', () => {
    const { container } = render(MoneyText, { dong: 810000, monthly: true });
    expect(container.textContent).toBe('810.000 đồng mỗi tháng');
  });

  it('ProgressNote always has words, and a measure when it is known', () => {
    render(ProgressNote, { text: 'Đang gửi ảnh', done: 2, total: 5 });
    expect(screen.getByRole('status').textContent).toContain('Đang gửi ảnh');
    expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(2);
  });

  it('ProgressNote shows no false measure of nothing', () => {
    render(ProgressNote, { text: 'Đang mở', done: 0, total: 0 });
    expect(screen.getByRole('progressbar').hasAttribute('value')).toBe(false);
  });

  it('EmptyState says what to do', () => {
    render(EmptyState, { title: 'Chưa có hồ sơ', children: words('Tìm người trước') });
    expect(screen.getByText('Tìm người trước')).toBeTruthy();
  });

  it('Card has a heading of the wanted level', () => {
    render(Card, { title: 'Giấy tờ', level: 3, children: words('x') });
    expect(screen.getByRole('heading', { level: 3, name: 'Giấy tờ' })).toBeTruthy();
  });

  it('DemoMark says that people are invented', () => {
    const { container } = render(DemoMark);
    expect(container.textContent).toContain('hư cấu');
  });
});
