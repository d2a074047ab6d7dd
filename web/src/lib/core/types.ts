/**
 * What the WebAssembly core offers to the screens. The module is generated (`cargo xtask wasm`) into `./pkg`, which is
 * not under version control. Every function takes and returns JSON text, so that the seam stays as thin as can be;
 * `core.ts` turns it into typed calls.
 */
export interface CoreModule {
  default: (input?: unknown) => Promise<unknown>;
  [name: string]: unknown;
}

/** The answer of the core: a value, or a stable code of the catalogue with its parameters. */
export type CoreAnswer<T> = { ok: true; value: T } | { ok: false; code: string; params: Record<string, string | number> };
