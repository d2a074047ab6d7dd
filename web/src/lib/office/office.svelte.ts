import { getContext, setContext } from 'svelte';
import { Law, type Actor, type Procedure } from '$lib/core/law';
import type { App } from '$lib/state/app.svelte';
import { Carry } from '$lib/state/carry.svelte';
import type { LocalStore } from '$lib/local';
import type { Village } from '$lib/state/session.svelte';
import { civilToday } from '$lib/sync/clock';
import { sendKept } from './act';
import type { Account } from './types';

/** What the office screens share: names for ids and codes, and the core with today's rules. */
export class Office {
  readonly app: App;
  readonly law: Law;
  procedures = $state.raw<readonly Procedure[]>([]);
  accounts = $state.raw<readonly Account[]>([]);
  /** The rules are in use: amounts and dates can be proposed. */
  rules = $state<'opening' | 'ready' | 'missing'>('opening');
  #accountsAsked = false;

  constructor(app: App) {
    this.app = app;
    this.law = new Law(app.core);
  }

  /** Opens the rules kept on this device, asks for newer ones and sends what was left behind. */
  async start(store: LocalStore): Promise<void> {
    // Files of an earlier action that the network cut off.
    void sendKept(this);
    const carry = new Carry(store, this.app.http, this.law);
    await carry.opened();
    if (carry.rules === 'ready') await this.#useRules();
    await carry.refresh();
    if (carry.rules === 'ready') await this.#useRules();
    else this.rules = 'missing';
  }

  get actor(): Actor | undefined {
    const officer = this.app.session.officer;
    return officer && { account: officer.id, roles: officer.roles, villages: officer.villages };
  }

  get roles(): readonly string[] {
    return this.app.session.officer?.roles ?? [];
  }

  has(...roles: string[]): boolean {
    return roles.some((role) => this.roles.includes(role));
  }

  get villages(): readonly Village[] {
    return this.app.session.commune?.villages ?? [];
  }

  villageName(id: string): string {
    return this.villages.find((village) => village.id === id)?.name ?? id;
  }

  villageNames(ids: readonly string[]): string {
    return ids.map((id) => this.villageName(id)).join(', ');
  }

  procedureName(code: string): string {
    return this.procedures.find((one) => one.code === code)?.short_name ?? code;
  }

  accountName(id: string): string {
    return this.accounts.find((one) => one.id === id)?.display_name ?? '…';
  }

  /** Asks once for the names of accounts. */
  async wantAccounts(): Promise<void> {
    if (this.#accountsAsked) return;
    this.#accountsAsked = true;
    const reply = await this.app.http.get<Account[]>('/api/accounts');
    if (reply.ok) this.accounts = reply.value;
    else this.#accountsAsked = false;
  }

  async #useRules(): Promise<void> {
    try {
      this.procedures = await this.law.procedures(civilToday());
      this.rules = 'ready';
    } catch {
      this.rules = 'missing';
    }
  }
}

const KEY = Symbol('office');

export function provideOffice(office: Office): Office {
  return setContext(KEY, office);
}

/** The shared state of the office screens; only below `routes/office`. */
export function useOffice(): Office {
  return getContext<Office>(KEY);
}
