import { describe, expect, it } from 'vitest';
import { hasWords } from '$lib/messages';
import { cameWords, dueWords, office, proposalWords, readMoney, readMonth, stepWords, writeMonth } from './words';
import type { Left, OfficeStep } from './types';

describe('days left', () => {
  const due = '2026-12-01T10:00';
  it.each<[Left, string, string]>([
    [{ state: 'overdue', working_days: 3 }, 'quá hạn 3 ngày làm việc', 'late'],
    [{ state: 'overdue', working_days: 0 }, 'vừa quá hạn', 'late'],
    [{ state: 'today' }, 'hạn hôm nay', 'soon'],
    [{ state: 'ahead', working_days: 0 }, 'đến hạn trong ngày nghỉ', 'soon'],
    [{ state: 'ahead', working_days: 1 }, 'còn 1 ngày làm việc', 'soon'],
    [{ state: 'ahead', working_days: 9 }, 'còn 9 ngày làm việc', 'calm']
  ])('%j', (left, text, tone) => {
    expect(dueWords({ left, due, status: 'processing' })).toEqual({ text, tone });
  });

  it('says that the clock stands, that there is none, or nothing at all once it is over', () => {
    expect(dueWords({ due, status: 'waiting_for_papers' })?.text).toBe('tạm dừng tính hạn');
    expect(dueWords({ status: 'received' })?.text).toBe('không tính hạn');
    expect(dueWords({ due, status: 'handed_over' })).toBeUndefined();
  });
});

it.each([
  ['11/2026', '2026-11'],
  [' 1-2027 ', '2027-01'],
  ['2026-11', '2026-11'],
  ['13/2026', undefined],
  ['2026', undefined],
  ['', undefined]
])('reads the month %j', (typed, month) => {
  expect(readMonth(typed)).toBe(month);
  if (month) expect(readMonth(writeMonth(month))).toBe(month);
});

it.each([
  ['810.000', 810000],
  ['810 000 đ', 810000],
  ['1215000', 1215000],
  ['tám trăm', undefined],
  ['-5', undefined],
  ['', undefined]
])('reads the amount %j', (typed, dong) => expect(readMoney(typed)).toBe(dong));

it('says a proposal in one line', () => {
  const words = proposalWords({ proposal: 'grant', category: 'DT6_N', amount: 810000, from_month: '2026-11' }, () => 'Người khuyết tật nặng');
  expect(words).toBe('Cho hưởng, Người khuyết tật nặng, 810.000 đồng, từ tháng 11/2026');
});

describe('history', () => {
  const clock = { received: '2026-11-20T16:10', starts: '2026-11-23', due: '2026-12-02T16:10' };
  const steps: [OfficeStep, string][] = [
    [{ step: 'forward', note: 'gấp' }, 'Chuyển Phòng Văn hóa - Xã hội: gấp'],
    [{ step: 'confirm', by: 'police', finding: 'differs', note: 'Sinh năm 1951' }, 'Công an xã trả lời: có chỗ khác. Sinh năm 1951'],
    [{ step: 'supplement_received', papers: [], clock }, 'Nhận đủ giấy bổ sung, hẹn trả lại 16:10, 02/12/2026'],
    [{ step: 'record_decision', decision: { number: '125/QĐ-UBND', date: '2026-12-01' } }, 'Ghi quyết định số 125/QĐ-UBND, ngày 01/12/2026'],
    [{ step: 'extend', due: '2026-12-09T16:10', reason: 'Chờ xác minh' }, 'Xin lỗi, hẹn lại 16:10, 09/12/2026. Lý do: Chờ xác minh'],
    [{ step: 'close_flag', flag: 'rules_changed', note: 'Đã đối chiếu' }, 'Đóng cảnh báo “Quy định đã đổi sau khi tiếp nhận”: Đã đối chiếu']
  ];
  it.each(steps)('%j', (step, line) => expect(stepWords(step, (id) => id)).toBe(line));
});

it('never promises that something goes by itself when nothing was kept', () => {
  const problem = { kind: 'offline' as const, code: 'network_unreachable', params: {}, fields: [], status: 0 };
  expect(cameWords({ to: 'unsent', problem })).toContain('còn nguyên');
  expect(cameWords({ to: 'unsent', problem })).not.toContain('tự gửi');
});

it('has a word for every status, step, holder and slip of the dossier machine', () => {
  const known = (group: string, codes: string[]) => codes.filter((code) => !hasWords(`office.${group}.${code}`));
  expect(known('status', ['guided', 'received', 'processing', 'appraised', 'approved', 'waiting_for_papers', 'result_ready', 'handed_over', 'stopped'])).toEqual([]);
  expect(known('act', ['receive', 'forward', 'ask_confirmation', 'appraise', 'approve', 'send_back', 'request_supplement', 'supplement_received', 'add_papers', 'record_decision', 'refuse', 'stop', 'extend', 'hand_over', 'set_official_code', 'note', 'close_flag'])).toEqual([]);
  expect(known('slip', ['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control', 'handover', 'form'])).toEqual([]);
  expect(office('status', 'of_a_newer_server')).toBe('of_a_newer_server');
});
