import type { ConnectionId, OrganizationId } from '#kernel/ids.js';

/** A revision that readers see from now on. */
export interface PublishedRevision {
  readonly organizationId: OrganizationId;
  readonly connectionId: ConnectionId;
  readonly revision: number;
}

/** A later stage that works on revisions once they are published. */
export interface RevisionListener {
  /** Told after publication; what it throws is logged and disturbs nothing. */
  published(revision: PublishedRevision): Promise<void>;
  /** Called now and then: does what an earlier process did not get to. */
  catchUp(): Promise<void>;
}

/** Injection token of the `RevisionListener`. */
export const REVISION_LISTENER = Symbol('entra-id/revision-listener');
