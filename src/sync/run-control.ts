import type { ConnectionId, RunId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import type { CollectionControl } from '../connect/collection-control.port.js';
import type { Database } from '../database/database.port.js';
import { LINK_KINDS, OBJECT_KINDS, tableOf, type ObjectKind } from '../inventory/kinds.js';
import type { RunFinisher } from './run-finisher.js';
import type { SyncQueue } from './schedule/queue.port.js';
import type { RunStore } from './store/run-store.js';

const WAIT_MS = 500;
const WAITS_MAX = 120;
const WHY = 'The connection was disconnected.';

const KEPT_PER_CONNECTION = [
  'delta_link',
  'revision',
  'resource_state',
  'stale_source',
  'sync_run',
  'health',
  'posture_evaluation',
  'posture_claim',
  'posture_verdict',
  'account_coverage',
  'effective_privilege',
  'fact_pass',
  'sign_in_activity',
  'registration_detail',
  'directory_audit',
] as const;

/** Ends collecting for connections that are disconnected. */
export class RunControl implements CollectionControl {
  constructor(
    private readonly database: Database,
    private readonly runs: RunStore,
    private readonly finisher: RunFinisher,
    private readonly queue: SyncQueue,
    private readonly clock: Clock,
  ) {}

  async stop(connectionId: ConnectionId): Promise<void> {
    const open = await this.runs.openRun(connectionId);
    if (open !== undefined) await this.stopRun(open);
    const held = await this.runs.held(connectionId);
    if (held !== undefined) await this.undoHeld(held.id);
    await this.queue.drop(connectionId);
  }

  jobsLeft(connectionId: ConnectionId): Promise<number> {
    return this.queue.pending(connectionId);
  }

  async erase(connectionId: ConnectionId): Promise<void> {
    const kinds = [...(Object.keys(OBJECT_KINDS) as ObjectKind[]), ...LINK_KINDS];
    const tables = [...kinds.map(tableOf), ...KEPT_PER_CONNECTION.map((name) => `entra_id.${name}`)];
    await this.database.transaction(async (sql) => {
      for (const table of tables)
        await sql.execute(`delete from ${table} where connection_id = $1`, [connectionId]);
    });
  }

  private async undoHeld(runId: RunId): Promise<void> {
    const end = { ending: 'cancelled', reason: WHY } as const;
    const lease = await this.runs.moves.takeHeld(runId, end, this.clock.now());
    if (lease !== undefined) await this.finisher.abandon(lease, end.ending, end.reason);
  }

  /** A worker that has the run gives it up at its next heartbeat; a run that nobody has is undone here. */
  private async stopRun(runId: RunId): Promise<void> {
    await this.runs.moves.requestCancel(runId);
    for (let waits = 0; waits < WAITS_MAX && (await this.runs.isOpen(runId)); waits += 1) {
      const lease = await this.runs.moves.claim(runId, this.clock.now());
      if (lease !== undefined) {
        await this.finisher.abandon(lease, 'cancelled', WHY);
        return;
      }
      await this.clock.sleep(WAIT_MS);
    }
  }
}
