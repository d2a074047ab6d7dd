import type { CoreAnswer, CoreModule } from './types';

/** A function that finds the generated module; the glob is empty where the core has not been built. */
type Loader = () => Promise<CoreModule>;

const generated = import.meta.glob<CoreModule>('./pkg/domain_wasm.js');
/** Address of the compiled module: the generated loader leaves it to whoever bundles it. */
const binary = import.meta.glob<string>('./pkg/domain_wasm_bg.wasm', { query: '?url', import: 'default', eager: true })['./pkg/domain_wasm_bg.wasm'];

/** The core has not been built into this app, or the browser could not start it. */
export class CoreUnavailable extends Error {
  readonly code = 'core_unavailable';

  constructor(cause?: unknown) {
    super('core_unavailable', { cause });
  }
}

/**
 * The pure core (rules, dossier machine, search) running in the browser. Loaded once, on the first question, then kept.
 * A failed start is not remembered: the next question tries again.
 */
export class Core {
  #module: Promise<CoreModule> | undefined;
  readonly #load: Loader | undefined;

  constructor(load: Loader | undefined = generated['./pkg/domain_wasm.js']) {
    this.#load = load;
  }

  /** Whether this build of the app contains the core at all. */
  get present(): boolean {
    return this.#load !== undefined;
  }

  /** Fetches and starts the module; throws {@link CoreUnavailable}. */
  ready(): Promise<CoreModule> {
    this.#module ??= this.#start();
    return this.#module;
  }

  /**
   * Calls one function of the core. Arguments go in as JSON text, the answer comes out as JSON text
   * `{"ok": …}` or `{"error": {"code", "params"}}`; both are typed by the caller.
   */
  async call<T>(name: string, ...args: unknown[]): Promise<CoreAnswer<T>> {
    const module = await this.ready();
    const target = module[name];
    if (typeof target !== 'function') throw new CoreUnavailable(`no function ${name}`);
    const reply = JSON.parse((target as (...text: string[]) => string)(...args.map((arg) => JSON.stringify(arg)))) as
      | { ok: T }
      | { error: { code: string; params?: Record<string, string | number> } };
    return 'error' in reply
      ? { ok: false, code: reply.error.code, params: reply.error.params ?? {} }
      : { ok: true, value: reply.ok };
  }

  async #start(): Promise<CoreModule> {
    try {
      if (!this.#load) throw new Error('the core is not part of this build');
      const module = await this.#load();
      await module.default(binary === undefined ? undefined : { module_or_path: binary });
      return module;
    } catch (cause) {
      this.#module = undefined;
      throw new CoreUnavailable(cause);
    }
  }
}

/** The core of this page. */
export const core = new Core();
