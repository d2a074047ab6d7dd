export { sha256Hex } from './hash';
export { IndexedDbStore, destroyStore, requestPersistence } from './indexeddb';
export { MemoryStore } from './memory';
export { StorageProblem, storageProblem, type StorageCode } from './problem';
export { plainSeal, type Seal } from './seal';
export * from './types';
