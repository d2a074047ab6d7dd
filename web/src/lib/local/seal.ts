/**
 * The only door between values and the disk. `stored` must survive structured cloning. Both ways are asynchronous
 * because a sealing cipher is; they run outside IndexedDB transactions, which do not wait for promises of others.
 */
export interface Seal {
  seal(value: unknown): Promise<unknown>;
  open(stored: unknown): Promise<unknown>;
}

/** Keeps values as they are. Encryption takes this place without any other change. */
export const plainSeal: Seal = {
  seal: (value) => Promise.resolve(value),
  open: (stored) => Promise.resolve(stored)
};
