import type { Clock } from '#kernel/clock.js';
import type { TokenSource } from '../../src/connect/token-source.port.js';
import { SqlActivityLog } from '../../src/connections/sql-activity-log.js';
import { SqlConnectionStore } from '../../src/connections/sql-connection-store.js';
import type { Database } from '../../src/database/database.port.js';
import type { BreakerOptions } from '../../src/options/entra-id.options.js';
import { RunPlanner } from '../../src/sync/plan/run-planner.js';
import { RunFinisher } from '../../src/sync/run-finisher.js';
import { RunWorker, type GraphClients } from '../../src/sync/run-worker.js';
import { RunStore } from '../../src/sync/store/run-store.js';
import { EntraIdSync } from '../../src/sync/sync.service.js';

const FULL_SYNC_DAYS = 7;

/** What a replica works with. */
export interface ReplicaParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly tokens: TokenSource;
  readonly graphs: GraphClients;
  /** Address of Graph with its version. */
  readonly graphBase: string;
  readonly breaker: BreakerOptions | 'off';
  /** Raises `entry-coming-soon` while the entry is only announced; available when nothing is given. */
  readonly assertAvailable?: () => Promise<void>;
}

/** The sync stage without a queue: whoever holds it hands out slices. */
export interface SyncReplica {
  readonly worker: RunWorker;
  readonly sync: EntraIdSync;
  readonly runs: RunStore;
}

/** Puts the sync stage together as its module does, without Nest and without a queue. */
export function composeReplica(parts: ReplicaParts): SyncReplica {
  const { database, clock, tokens, graphs, graphBase, breaker } = parts;
  const runs = new RunStore(database);
  const endings = { ended: () => Promise.resolve() };
  const finisher = new RunFinisher({ database, runs, clock, breaker, endings });
  const planner = new RunPlanner({ database, clock, fullSyncDays: FULL_SYNC_DAYS, graphBase });
  const worker = new RunWorker({ database, runs, finisher, clock, planner, tokens, graphs });
  const sync = new EntraIdSync({
    database,
    connections: new SqlConnectionStore(database),
    activity: new SqlActivityLog(database, clock),
    runs,
    finisher,
    queue: {
      enqueue: () => Promise.resolve(),
      pending: () => Promise.resolve(0),
      drop: () => Promise.resolve(),
    },
    clock,
    assertAvailable: parts.assertAvailable ?? (() => Promise.resolve()),
    tokens,
    planner,
    upkeep: () => Promise.resolve(),
  });
  return { worker, sync, runs };
}
