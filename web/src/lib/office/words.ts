import { hasWords, sentence, t } from '$lib/messages';
import { capacityName, words } from '$lib/forms/words';
import { writeDate, writeDateTime } from '$lib/sync/clock';
import type { ApiProblem } from '$lib/sync/http';
import type { Came } from './act';
import type { Appraisal, HistoryItem, Left, OfficeStep } from './types';

type Tone = 'neutral' | 'waiting' | 'moving' | 'good' | 'warn' | 'bad' | 'question' | 'device';

/** The words of `office.<group>.<code>`, or the code itself where this version of the app knows none. */
export function office(group: string, code: string): string {
  const key = `office.${group}.${code}`;
  return hasWords(key) ? t(key) : code;
}

export function statusTone(status: string): Tone {
  const tones: Record<string, Tone> = {
    guided: 'question',
    received: 'waiting',
    processing: 'moving',
    appraised: 'waiting',
    approved: 'moving',
    waiting_for_papers: 'question',
    result_ready: 'good',
    handed_over: 'neutral',
    stopped: 'neutral'
  };
  return tones[status] ?? 'neutral';
}

export function flagName(flag: string): string {
  const known = office('flag', flag);
  return known === flag ? t('office.flag.other', { code: flag }) : known;
}

export interface DueWords {
  text: string;
  tone: 'late' | 'soon' | 'calm';
}

/** How long a promise still runs, in words. The shape beside them says late or soon, so that nobody needs the colour. */
export function dueWords({ left, due, status }: { left?: Left; due?: string; status: string }): DueWords | undefined {
  switch (left?.state) {
    case 'today':
      return { text: t('office.due.today'), tone: 'soon' };
    case 'overdue':
      return { text: left.working_days === 0 ? t('office.due.over.just') : t('office.due.over', { days: left.working_days }), tone: 'late' };
    case 'ahead':
      if (left.working_days === 0) return { text: t('office.due.left.off'), tone: 'soon' };
      return { text: t('office.due.left', { days: left.working_days }), tone: left.working_days === 1 ? 'soon' : 'calm' };
    case undefined:
      if (status === 'guided' || status === 'waiting_for_papers') return { text: t('office.due.stopped'), tone: 'calm' };
      return due === undefined ? { text: t('office.due.none'), tone: 'calm' } : undefined;
  }
}

/** Why a request brought nothing, without promising that it goes by itself. */
export function requestProblem(problem: ApiProblem): string {
  return problem.kind === 'offline' ? t('office.offline') : sentence(problem.code, problem.params);
}

/** What an action came to, in one sentence. */
export function cameWords(came: Came): string {
  switch (came.to) {
    case 'done':
      return came.flags.length > 0 ? t('office.came.done.flagged', { flags: came.flags.map(flagName).join('; ') }) : t('office.came.done');
    case 'kept':
      if (came.outcome === 'conflict') return t('office.came.conflict');
      return t(came.outcome === 'held' ? 'office.came.held' : 'office.came.refused', { reason: sentence(came.code) });
    case 'forbidden':
      return t('office.came.forbidden', { reason: sentence(came.code, came.params) });
    case 'unsent':
      return came.problem.kind === 'offline'
        ? t('office.came.unsent', { reason: t('office.came.unsent.network') })
        : t('office.came.forbidden', { reason: sentence(came.problem.code, came.problem.params) });
  }
}

/** `11/2026` */
export function writeMonth(month: string): string {
  return month.split('-').reverse().join('/');
}

/** The month that was typed as `11/2026` or `2026-11`; undefined when it is none. */
export function readMonth(text: string): string | undefined {
  const found = /^\s*(?:(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{4})-(\d{2}))\s*$/.exec(text);
  if (!found) return undefined;
  const month = Number(found[1] ?? found[4]);
  const year = found[2] ?? found[3];
  return month >= 1 && month <= 12 ? `${year}-${String(month).padStart(2, '0')}` : undefined;
}

/** Đồng as typed with or without points; undefined when it is no whole number. */
export function readMoney(text: string): number | undefined {
  const digits = text.replace(/[\s.,đ]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}

export function proposalWords(appraisal: Appraisal, categoryName: (id: string) => string): string {
  return [
    office('proposal', appraisal.proposal),
    appraisal.category && categoryName(appraisal.category),
    appraisal.amount !== undefined && t('ui.money', { amount: appraisal.amount }),
    appraisal.from_month && t('office.proposal.from', { month: writeMonth(appraisal.from_month) })
  ]
    .filter(Boolean)
    .join(', ');
}

/** A role by its code; one of a newer server is still named. */
export function roleName(role: string): string {
  return words(`role.${role}`) ?? t('role.unknown');
}

/** Who did it and as what. */
export function authorWords(item: HistoryItem): string {
  const name = item.author_name ?? t('office.history.unknown-author');
  return item.author_role ? t('office.history.by', { name, role: roleName(item.author_role) }) : name;
}

/** One line of the history as the control slip would say it. */
export function stepWords(step: OfficeStep, categoryName: (id: string) => string): string {
  switch (step.step) {
    case 'guide':
      return t('office.history.guide', { count: step.missing.length });
    case 'receive':
      return step.clock.due ? t('office.history.receive', { due: writeDateTime(step.clock.due) }) : t('office.history.receive.none');
    case 'forward':
      return [t('office.history.forward'), step.note].filter(Boolean).join(': ');
    case 'ask_confirmation':
      return t('office.history.ask_confirmation', { who: office('holder', step.from), question: step.question });
    case 'confirm': {
      const answer = t('office.history.confirm', { who: office('holder', step.by), finding: office('confirm', step.finding).toLocaleLowerCase('vi') });
      return step.note ? `${answer}. ${step.note}` : answer;
    }
    case 'appraise': {
      const line = t('office.history.appraise', { proposal: proposalWords(step.appraisal, categoryName) });
      return step.appraisal.reason ? `${line}. ${step.appraisal.reason}` : line;
    }
    case 'approve':
      return t('office.history.approve');
    case 'send_back':
      return t('office.history.send_back', { reason: step.reason });
    case 'request_supplement':
      return t('office.history.request_supplement', { papers: step.missing.map((item) => item.name).join('; '), reason: step.reason });
    case 'supplement_received':
      return step.clock.due
        ? t('office.history.supplement_received', { due: writeDateTime(step.clock.due) })
        : t('office.history.supplement_received.none');
    case 'add_papers':
      return t('office.history.add_papers', { papers: step.papers.map((paper) => paper.name).join('; ') });
    case 'record_decision':
      return t('office.history.record_decision', { number: step.decision.number, date: writeDate(step.decision.date) });
    case 'refuse':
      return [t('office.history.refuse', { reason: step.reason }), step.basis].filter(Boolean).join('. ');
    case 'stop':
      return t('office.history.stop', { who: step.asked_by, reason: step.reason });
    case 'extend':
      return t('office.history.extend', { due: writeDateTime(step.due), reason: step.reason });
    case 'hand_over':
      return t('office.history.hand_over', { name: step.hand_over.full_name, capacity: capacityName(step.hand_over.capacity) });
    case 'set_official_code':
      return t('office.history.set_official_code', { code: step.code });
    case 'note':
      return t('office.history.note', { text: step.text });
    case 'close_flag':
      return t('office.history.close_flag', { flag: flagName(step.flag), note: step.note });
  }
}

export function historyWords(item: HistoryItem, categoryName: (id: string) => string): string {
  const { body } = item.entry;
  const unknown = () => t('office.history.other', { code: body.type });
  // A newer server may know steps that this version of the app does not.
  return body.type === 'dossier.step' ? (stepWords(body.step, categoryName) ?? unknown()) : unknown();
}
