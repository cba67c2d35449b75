import type { ConnectionId } from '#kernel/ids.js';
import type { RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import type { TenantParts } from './tenant-parts.js';

/** Snapshots that are kept at most, over all connections: each holds the policies, roles and groups of a tenant. */
const KEPT_MAX = 2;

/** Makes the snapshot of a revision. */
export type LoadParts = (connectionId: ConnectionId, revision: RevisionInfo) => Promise<TenantParts>;

interface Kept {
  readonly connectionId: ConnectionId;
  readonly revision: number;
  readonly snapshot: TenantParts;
}

/**
 * The snapshots that were asked for last, so that questions about a revision do not read all of its policies again.
 * One connection loads one snapshot at a time; a question that waited for another takes what that one has loaded.
 */
export class PartsCache {
  /** The one that was used last comes last. */
  readonly #kept = new Map<string, Kept>();
  readonly #loading = new Map<ConnectionId, Promise<unknown>>();

  constructor(private readonly load: LoadParts) {}

  /** Fails as loading does; a failure is not kept. */
  async get(connectionId: ConnectionId, revision: RevisionInfo): Promise<TenantParts> {
    const before = this.#loading.get(connectionId) ?? Promise.resolve();
    const work = before.catch(() => undefined).then(() => this.find(connectionId, revision));
    this.#loading.set(connectionId, work);
    try {
      return await work;
    } finally {
      if (this.#loading.get(connectionId) === work) this.#loading.delete(connectionId);
    }
  }

  private async find(connectionId: ConnectionId, revision: RevisionInfo): Promise<TenantParts> {
    const key = keyOf(connectionId, revision.revision);
    const kept = this.#kept.get(key);
    const snapshot = kept?.snapshot ?? (await this.load(connectionId, revision));
    if (kept === undefined) this.forgetBefore(connectionId, revision.revision);
    this.#kept.delete(key);
    this.#kept.set(key, { connectionId, revision: revision.revision, snapshot });
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT_MAX)) this.#kept.delete(oldest);
    return snapshot;
  }

  /** Some facts belong to the published revision alone: what was loaded while it was the newest no longer holds. */
  private forgetBefore(connectionId: ConnectionId, revision: number): void {
    for (const [key, kept] of this.#kept)
      if (kept.connectionId === connectionId && kept.revision < revision) this.#kept.delete(key);
  }
}

function keyOf(connectionId: ConnectionId, revision: number): string {
  return `${connectionId}/${revision}`;
}
