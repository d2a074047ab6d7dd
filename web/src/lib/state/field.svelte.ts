import { getContext, setContext } from 'svelte';
import type { LocalStore } from '$lib/local';
import { Law, type Actor, type IdCard } from '$lib/core/law';
import { civilNow, DRIFT_SHOWN_FROM_MINUTES } from '$lib/sync/clock';
import { SyncLoop } from '$lib/sync/loop';
import type { App } from './app.svelte';
import type { Village } from './session.svelte';
import { Carry } from './carry.svelte';
import { Drafts } from './drafts.svelte';
import { Outbox } from './outbox.svelte';
import { Records } from './records.svelte';
import { Search } from './search.svelte';

/** Everything that the field screens share, for one officer's store. */
export class Field {
  readonly app: App;
  readonly store: LocalStore;
  readonly law: Law;
  readonly carry: Carry;
  readonly records: Records;
  readonly outbox: Outbox;
  readonly search: Search;
  readonly drafts: Drafts;
  readonly loop: SyncLoop;
  /** An identity card just read, on its way to the registration screen; never stored. */
  card: IdCard | undefined;
  /** A round of sending is under way. */
  syncing = $state(false);
  /** Civil time when everything was last in step with the office, on this screen. */
  inStepAt = $state<string | undefined>(undefined);
  /** Minutes by which this device's clock is ahead; undefined while that is harmless or unknown. */
  drift_minutes = $state<number | undefined>(undefined);

  constructor(app: App, store: LocalStore) {
    this.app = app;
    this.store = store;
    this.law = new Law(app.core);
    const actor = () => this.actor;
    this.carry = new Carry(store, app.http, this.law);
    this.records = new Records(store, this.law, actor);
    this.outbox = new Outbox(store, this.law, this.records, actor);
    this.search = new Search(this.law, this.records);
    this.drafts = new Drafts(store);
    this.loop = new SyncLoop(store, app.http, {
      onRun: (running) => (this.syncing = running),
      onProgress: (progress, at) => {
        if (progress === 'done') this.inStepAt = at;
      },
      onDrift: (minutes) => (this.drift_minutes = Math.abs(minutes) > DRIFT_SHOWN_FROM_MINUTES ? minutes : undefined)
    });
  }

  /** Begins to follow the store and to send; returns the way to stop. */
  start(): () => void {
    const stops = [this.carry.follow(), this.records.follow(), this.outbox.follow(), this.drafts.follow()];
    this.loop.start();
    void this.carry.refresh();
    return () => {
      for (const stop of stops) stop();
      this.loop.stop();
    };
  }

  get actor(): Actor | undefined {
    const officer = this.app.session.officer;
    return officer && { account: officer.id, roles: officer.roles, villages: officer.villages };
  }

  /** The stop that what is done now belongs to. */
  get stop(): string | undefined {
    return this.carry.active;
  }

  get villages(): Village[] {
    // A sign-in remembered from an older version may lack them.
    return this.app.session.commune?.villages ?? [];
  }

  /** The village's name; a village that this device does not know is named by its id. */
  villageName(id: string): string {
    return this.villages.find((village) => village.id === id)?.name ?? id;
  }

  /** Counts a person as served at this stop, once a day however often they come back to the table. */
  async served(person: string, service: 'advice' | 'dossier' | 'papers' | 'result' | 'survey' | 'other', id: string): Promise<void> {
    const at = civilNow();
    const today = at.slice(0, 10);
    const counted = this.records
      .list('attendance')
      .some((one) => one.person === person && one.at.startsWith(today) && (one.stop ?? '') === (this.stop ?? ''));
    if (counted) return;
    const record = { id, version: 0, person, service, people: 1, at, ...(this.stop ? { stop: this.stop } : {}) };
    await this.outbox.write('attendance', id, { type: 'attendance.recorded', record }, this.stop);
  }
}

const KEY = Symbol('field');

export function provideField(field: Field): Field {
  return setContext(KEY, field);
}

/** The shared state of the field screens; only below `routes/field`. */
export function useField(): Field {
  return getContext<Field>(KEY);
}
