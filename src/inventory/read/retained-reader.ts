import type { ConnectionId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database } from '../../database/database.port.js';
import { inventoryProblems } from './inventory.problems.js';
import type { InventoryReader, ReadAt, RevisionInfo } from './inventory-reader.port.js';

/** @throws ProblemError `revision-gone` when pruning has reached a revision */
export async function assertRetained(database: Database, at: ReadAt): Promise<void> {
  const rows = await database.query<{ retained_from: number }>(
    'select retained_from from entra_id.connection where id = $1',
    [at.connectionId],
  );
  const retainedFrom = rows[0]?.retained_from ?? 0;
  if (at.revision < retainedFrom)
    throw new ProblemError(inventoryProblems['revision-gone'], { context: { retainedFrom } });
}

/**
 * Reads that pruning cannot tear: the floor is committed before the first row goes, so what was read is whole if the
 * floor has not passed the revision by the time the read has ended; else it is gone, whatever was read.
 */
export class RetainedReader implements InventoryReader {
  constructor(
    private readonly database: Database,
    private readonly inner: InventoryReader,
  ) {}

  resolve(connectionId: ConnectionId, asOf: string | undefined): Promise<RevisionInfo> {
    return this.inner.resolve(connectionId, asOf);
  }

  readonly accounts: InventoryReader['accounts'] = (at, ...rest) =>
    this.whole(at, () => this.inner.accounts(at, ...rest));
  readonly groups: InventoryReader['groups'] = (at, ...rest) =>
    this.whole(at, () => this.inner.groups(at, ...rest));
  readonly object: InventoryReader['object'] = (at, ...rest) =>
    this.whole(at, () => this.inner.object(at, ...rest));
  readonly members: InventoryReader['members'] = (at, ...rest) =>
    this.whole(at, () => this.inner.members(at, ...rest));
  readonly doubt: InventoryReader['doubt'] = (at, ...rest) =>
    this.whole(at, () => this.inner.doubt(at, ...rest));
  readonly owners: InventoryReader['owners'] = (at, ...rest) =>
    this.whole(at, () => this.inner.owners(at, ...rest));
  readonly groupsOf: InventoryReader['groupsOf'] = (at, ...rest) =>
    this.whole(at, () => this.inner.groupsOf(at, ...rest));
  readonly tenant: InventoryReader['tenant'] = (at) => this.whole(at, () => this.inner.tenant(at));

  private async whole<Result>(at: ReadAt, read: () => Promise<Result>): Promise<Result> {
    const outcome = await Promise.allSettled([read()]);
    await assertRetained(this.database, at);
    const [end] = outcome;
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  }
}
