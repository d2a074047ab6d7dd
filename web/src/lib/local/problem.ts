/** Why the device store could not do something; each code has its sentence in the catalogue. */
export type StorageCode =
  | 'device_storage_full'
  | 'device_storage_unavailable'
  | 'device_storage_blocked'
  | 'device_storage_outdated'
  | 'device_storage_unreadable';

export class StorageProblem extends Error {
  readonly code: StorageCode;

  constructor(code: StorageCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'StorageProblem';
    this.code = code;
  }
}

/** Turns whatever the browser threw into the one family of problems that screens know. */
export function storageProblem(cause: unknown): StorageProblem {
  if (cause instanceof StorageProblem) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return new StorageProblem('device_storage_full', cause);
    case 'VersionError':
      return new StorageProblem('device_storage_outdated', cause);
    case 'InvalidStateError':
      return new StorageProblem('device_storage_blocked', cause);
    case 'DataError':
    case 'DataCloneError':
    case 'NotReadableError':
    case 'OperationError':
      return new StorageProblem('device_storage_unreadable', cause);
    default:
      return new StorageProblem('device_storage_unavailable', cause);
  }
}
