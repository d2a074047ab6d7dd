import type { PersonRecord } from '$lib/core/wire';
import type { Page } from '../types';

/** The JSON of `/api/doubles`; see docs/API.md. */

export type PairState = 'open' | 'same' | 'different' | 'parted' | 'withdrawn';

export interface Side {
  record: PersonRecord;
  head_name?: string;
  address?: string;
  dossiers: number;
}

export interface Pair {
  id: string;
  state: PairState;
  probability: number;
  reasons: string[];
  first: Side;
  second: Side;
  keep?: string;
  later: boolean;
  note?: string;
  by_name?: string;
  at: string;
}

export interface Run {
  at: string;
  by_name?: string;
  people: number;
  found: number;
  new: number;
  withdrawn: number;
  more: boolean;
}

export interface PairPage extends Page<Pair> {
  last_run?: Run;
}

export type Decision = { decision: 'same'; keep: string } | { decision: 'different' } | { decision: 'later' };
