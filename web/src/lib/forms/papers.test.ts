import { expect, it } from 'vitest';
import { MemoryStore } from '$lib/local';
import type { FormDefinition, Requirement } from '$lib/core/law';
import { keepFile, tally } from './papers';

const requirement = (id: string, more: Partial<Requirement> = {}): Requirement => ({
  id, name: `Giấy ${id}`, kind: 'copy', needed: 'yes', held_by_database: false, where_to_get: 'Trạm Y tế', copies: 1, confidence: 'confirmed', basis: [], ...more
});
const form: FormDefinition = {
  id: 'f', number: 'Mẫu số 01', title: '', addressee: '', confidence: 'confirmed',
  sections: [{ title: '', fields: [{ key: 'name', label: 'Họ và tên', kind: 'text', required: true, shared: false }] }]
};
const count = (requirements: Requirement[], told = {}, problems: Parameters<typeof tally>[3] = []) =>
  tally(requirements, told, form, problems, 'tại buổi lưu động', (label) => `Tờ khai: ${label}`);

it('never asks for what a database holds, nor for what is only welcome', () => {
  const { papers, missing, untold } = count([requirement('a', { held_by_database: true }), requirement('b', { kind: 'data' }), requirement('c', { needed: 'no' })]);
  expect(papers.map((paper) => paper.state)).toEqual(['from_database', 'from_database', 'not_needed']);
  expect([missing, untold]).toEqual([[], []]);
});

it('names what is missing and where to get it', () => {
  const { papers, missing, untold } = count([requirement('a'), requirement('b')], { a: { state: 'have', files: [{ hash: 'h', mime: 'image/jpeg', size: 3 }] }, b: { state: 'missing', files: [] } });
  expect(papers.map((paper) => [paper.state, paper.files?.length])).toEqual([['provided', 1], ['missing', undefined]]);
  expect(missing).toEqual([{ requirement: 'b', name: 'Giấy b', where_to_get: 'Trạm Y tế' }]);
  expect(untold).toEqual([]);
});

it('counts an unfinished declaration as missing, once per question, and a warning as nothing', () => {
  const problems = [
    { field: 'name', code: 'required', severity: 'error' as const },
    { field: 'name', code: 'too_long', severity: 'error' as const },
    { field: 'id', code: 'personal_id_sex_mismatch', severity: 'warning' as const }
  ];
  const { papers, missing } = count([requirement('form', { kind: 'form' })], {}, problems);
  expect(papers[0]?.state).toBe('missing');
  expect(missing).toEqual([{ requirement: 'name', name: 'Tờ khai: Họ và tên', where_to_get: 'tại buổi lưu động' }]);
  expect(count([requirement('form', { kind: 'form' })]).papers[0]?.state).toBe('provided');
});

it('keeps the bytes before anything names them', async () => {
  const store = new MemoryStore('papers');
  const ref = await keepFile(store, new Blob(['abc']), 'image/jpeg', 'd1', 'a');
  expect(ref).toEqual({ hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', mime: 'image/jpeg', size: 3 });
  expect(await store.get('files', `d1/a/${ref.hash}`)).toMatchObject({ state: 'waiting', offset: 0, dossier: 'd1' });
});
