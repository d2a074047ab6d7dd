import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import CheckField from './CheckField.svelte';
import ChoiceField from './ChoiceField.svelte';
import DateField from './DateField.svelte';
import TextField from './TextField.svelte';

describe('TextField', () => {
  it('ties label, hint and problem to the input', async () => {
    const oninput = vi.fn();
    render(TextField, { label: 'Điện thoại', value: '', hint: 'Mười số', problem: 'Còn thiếu', required: true, id: 'phone', oninput });
    const input = screen.getByLabelText(/Điện thoại/);
    expect(input.getAttribute('aria-describedby')).toBe('phone-hint phone-problem');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById('phone-problem')?.textContent).toContain('Còn thiếu');
    await fireEvent.input(input, { target: { value: '0912' } });
    expect(oninput).toHaveBeenCalledWith('0912');
  });

  it('becomes a text area for long texts', () => {
    render(TextField, { label: 'Ghi chú', value: 'dài', rows: 3 });
    expect(screen.getByLabelText<HTMLTextAreaElement>('Ghi chú').tagName).toBe('TEXTAREA');
  });
});

describe('DateField', () => {
  it.each([
    ['1950', 'Hiểu là: năm 1950'],
    ['3/1950', 'Hiểu là: tháng 03 năm 1950'],
    ['1.3.1950', 'Hiểu là: ngày 01 tháng 03 năm 1950']
  ])('keeps %s as typed and says how it was read', async (typed, read) => {
    render(DateField, { label: 'Ngày sinh', value: undefined });
    const input = screen.getByLabelText<HTMLInputElement>('Ngày sinh');
    await fireEvent.input(input, { target: { value: typed } });
    await fireEvent.blur(input);
    expect(input.value).toBe(typed);
    expect(screen.getByText(read)).toBeTruthy();
  });

  it('complains about an impossible day only after it was left', async () => {
    render(DateField, { label: 'Ngày sinh', value: undefined });
    const input = screen.getByLabelText<HTMLInputElement>('Ngày sinh');
    await fireEvent.input(input, { target: { value: '31/02/1950' } });
    expect(input.getAttribute('aria-invalid')).toBeNull();
    await fireEvent.blur(input);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(input.value).toBe('31/02/1950');
  });

  it('shows a known date the usual way, and follows one that comes from elsewhere', async () => {
    const { rerender } = render(DateField, { label: 'Ngày sinh', value: '1950-03-01' });
    expect(screen.getByLabelText<HTMLInputElement>('Ngày sinh').value).toBe('01/03/1950');
    await rerender({ value: '1951' });
    expect(screen.getByLabelText<HTMLInputElement>('Ngày sinh').value).toBe('1951');
  });
});

describe('ChoiceField', () => {
  const options = [
    { value: 'female', label: 'Nữ' },
    { value: 'male', label: 'Nam' }
  ];

  it('is a named group of radio buttons with nothing chosen beforehand', async () => {
    const onchange = vi.fn();
    render(ChoiceField, { legend: 'Giới tính', options, value: undefined, onchange });
    expect(screen.getByRole('group', { name: 'Giới tính' })).toBeTruthy();
    const radios = screen.getAllByRole<HTMLInputElement>('radio');
    expect(radios.map((radio) => radio.checked)).toEqual([false, false]);
    await fireEvent.click(screen.getByLabelText('Nam'));
    expect(onchange).toHaveBeenCalledWith('male');
  });
});

describe('CheckField', () => {
  it('tells its new state', async () => {
    const onchange = vi.fn();
    render(CheckField, { label: 'Ký thay', checked: false, problem: 'Cần chọn', id: 'c', onchange });
    const box = screen.getByRole('checkbox', { name: 'Ký thay' });
    expect(box.getAttribute('aria-describedby')).toBe('c-problem');
    await fireEvent.click(box);
    expect(onchange).toHaveBeenCalledWith(true);
  });
});
