import type { ConnectionId, ObjectId } from '#kernel/ids.js';
import type { DirectoryChange } from '#plugin-host/host.port.js';
import type { Page, PageRequest } from './inventory-reader.port.js';

/** Which changes are wanted: those of one revision, of one account, both, or all, oldest first. */
export interface ChangeFilter {
  readonly revision: number | undefined;
  readonly accountId: ObjectId | undefined;
}

/** Reads who joined, moved and left, as each published revision noted it. */
export interface ChangeReader {
  /** @throws ProblemError `cursor-invalid`, `revision-gone` */
  changes(
    connectionId: ConnectionId,
    filter: ChangeFilter,
    page: PageRequest,
  ): Promise<Page<DirectoryChange>>;
}

/** Injection token of `ChangeReader`. */
export const CHANGE_READER = Symbol('entra-id/change-reader');
