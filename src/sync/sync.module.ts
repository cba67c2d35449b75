import {
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  Optional,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
  type Provider,
} from '@nestjs/common';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import type { Clock } from '#kernel/clock.js';
import { eachInTurn } from '#kernel/each.js';
import { parseTenantId } from '#kernel/ids.js';
import { COLLECTION_CONTROL } from '../connect/collection-control.port.js';
import { CONNECT_UPKEEP, type ConnectUpkeep } from '../connect/connect.tokens.js';
import { GRAPH_ACCESS, type GraphAccess } from '../connect/graph-access.port.js';
import { TOKEN_SOURCE, type TokenSource } from '../connect/token-source.port.js';
import {
  ACTIVITY_LOG,
  CONNECTION_STORE,
  type ActivityLog,
  type ConnectionStore,
} from '../connections/connections.port.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { HEALTH_CHECKS, type HealthChecks } from '../health/health.port.js';
import { CHANGE_READER, type ChangeReader } from '../inventory/read/change-reader.port.js';
import { ENTRY_AVAILABILITY, type EntryAvailability } from '../manifest/availability.port.js';
import { CLOCK, ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { RunAftermath } from './endings.js';
import { RunPlanner } from './plan/run-planner.js';
import { DirectoryFeed } from './publish/directory-feed.js';
import { HostTelling } from './publish/host-telling.js';
import { Retention } from './publish/retention.js';
import { REVISION_LISTENER, type RevisionListener } from './revision-listener.port.js';
import { RunControl } from './run-control.js';
import { RunFinisher } from './run-finisher.js';
import { RunWorker } from './run-worker.js';
import { SYNC_RUNS } from './runs.port.js';
import { PgBossSyncQueue } from './schedule/queue.pg-boss.js';
import { RunStore } from './store/run-store.js';
import { EntraIdSync } from './sync.service.js';

/** Who ticks: the plugin by its own timer, the host's `ScheduleModule`, or nobody. */
export type ScheduleMode = 'own' | 'host' | 'off';

const TICK_MS = 15_000;
const STOP_MS = 20_000;

const logger = new Logger('EntraIdSync');
const logError = (error: unknown): void => {
  logger.error(error instanceof Error ? error.message : String(error));
};

/** Ticks: enqueues what is due, and sees to connections that wait. */
@Injectable()
class SyncTicker {
  constructor(
    @Inject(EntraIdSync) private readonly sync: EntraIdSync,
    @Inject(CONNECT_UPKEEP) private readonly connect: ConnectUpkeep,
    @Inject(HEALTH_CHECKS) private readonly health: HealthChecks,
    @Optional() @Inject(REVISION_LISTENER) private readonly listener?: RevisionListener,
  ) {}

  @Interval('entra-id/tick', TICK_MS)
  async tick(): Promise<void> {
    const tasks = [
      () => this.connect.upkeep(),
      () => this.sync.tick(),
      () => this.health.checkStale(),
      () => this.listener?.catchUp() ?? Promise.resolve(),
    ];
    try {
      await eachInTurn(tasks, (task) => task());
    } catch (error) {
      logError(error);
    }
  }
}

/** Starts and stops the queue with the application. */
@Injectable()
class QueueLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(PgBossSyncQueue) private readonly queue: PgBossSyncQueue,
    @Inject(RunWorker) private readonly worker: RunWorker,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.start(true);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.worker.stop();
    await this.queue.stop(STOP_MS);
  }
}

const providers: Provider[] = [
  { provide: RunStore, inject: [DATABASE], useFactory: (database: Database) => new RunStore(database) },
  {
    provide: RunAftermath,
    inject: [
      DATABASE,
      HEALTH_CHECKS,
      ENTRA_ID_OPTIONS,
      CHANGE_READER,
      { token: REVISION_LISTENER, optional: true },
    ],
    useFactory: (
      database: Database,
      health: HealthChecks,
      options: ResolvedOptions,
      changes: ChangeReader,
      listener: RevisionListener | undefined,
    ) => {
      const { directorySink, eventSink: events, clock, retentionDays } = options;
      const feed = directorySink === undefined ? undefined : new DirectoryFeed(database, directorySink);
      const telling = new HostTelling({ database, changes, feed, events, clock });
      const retention = new Retention(database, retentionDays);
      const parts = { database, health, telling, retention, events, listener, clock };
      return new RunAftermath({ ...parts, onError: logError });
    },
  },
  {
    provide: RunFinisher,
    inject: [DATABASE, RunStore, ENTRA_ID_OPTIONS, RunAftermath],
    useFactory: (database: Database, runs: RunStore, options: ResolvedOptions, endings: RunAftermath) =>
      new RunFinisher({ database, runs, endings, clock: options.clock, breaker: options.breaker }),
  },
  {
    provide: RunPlanner,
    inject: [DATABASE, ENTRA_ID_OPTIONS],
    useFactory: (database: Database, { clock, fullSyncDays, endpoints }: ResolvedOptions) => {
      const graphBase = endpoints.graphOrigin + endpoints.graphVersionPath;
      return new RunPlanner({ database, clock, fullSyncDays, graphBase });
    },
  },
  {
    provide: RunWorker,
    inject: [DATABASE, RunStore, TOKEN_SOURCE, GRAPH_ACCESS, RunFinisher, RunPlanner, CLOCK],
    useFactory: (
      ...[database, runs, tokens, access, finisher, planner, clock]: [
        Database,
        RunStore,
        TokenSource,
        GraphAccess,
        RunFinisher,
        RunPlanner,
        Clock,
      ]
    ) => {
      const graphs: ConstructorParameters<typeof RunWorker>[0]['graphs'] = {
        forConnection: (run, onRequest) =>
          access.forConnection({ id: run.connection_id, tenantId: parseTenantId(run.tenant_id) }, onRequest),
        isSized: (run) => access.isSized(parseTenantId(run.tenant_id)),
        size: (run, users) => {
          access.size(parseTenantId(run.tenant_id), users);
        },
      };
      return new RunWorker({ database, runs, tokens, graphs, finisher, planner, clock });
    },
  },
  {
    provide: PgBossSyncQueue,
    inject: [DATABASE, RunWorker],
    useFactory: (database: Database, worker: RunWorker) =>
      new PgBossSyncQueue(database, (...slice) => worker.slice(...slice), logError),
  },
  {
    provide: EntraIdSync,
    inject: [
      DATABASE,
      CONNECTION_STORE,
      ACTIVITY_LOG,
      RunStore,
      RunFinisher,
      PgBossSyncQueue,
      CLOCK,
      ENTRY_AVAILABILITY,
      TOKEN_SOURCE,
      RunPlanner,
      RunAftermath,
    ],
    useFactory: (
      ...[
        database,
        connections,
        activity,
        runs,
        finisher,
        queue,
        clock,
        availability,
        tokens,
        planner,
        after,
      ]: [
        Database,
        ConnectionStore,
        ActivityLog,
        RunStore,
        RunFinisher,
        PgBossSyncQueue,
        Clock,
        EntryAvailability,
        TokenSource,
        RunPlanner,
        RunAftermath,
      ]
    ) => {
      const assertAvailable = availability.assertAvailable.bind(availability);
      return new EntraIdSync({
        database,
        connections,
        activity,
        runs,
        finisher,
        queue,
        clock,
        assertAvailable,
        tokens,
        planner,
        upkeep: () => after.upkeep(),
      });
    },
  },
  { provide: SYNC_RUNS, useExisting: EntraIdSync },
  {
    provide: COLLECTION_CONTROL,
    inject: [DATABASE, RunStore, RunFinisher, PgBossSyncQueue, CLOCK],
    useFactory: (
      database: Database,
      runs: RunStore,
      finisher: RunFinisher,
      queue: PgBossSyncQueue,
      clock: Clock,
    ) => new RunControl(database, runs, finisher, queue, clock),
  },
  QueueLife,
];

/**
 * Takes: connections that are due, tokens and Graph clients.
 * Gives: published revisions of the inventory, runs with their progress.
 * Owns: runs, steps, delta links, the jobs schema.
 * Never: writes to the tenant, or publishes what is not complete.
 */
@Global()
@Module({})
export class SyncModule {
  static register(schedule: ScheduleMode): DynamicModule {
    return {
      module: SyncModule,
      imports: schedule === 'own' ? [ScheduleModule.forRoot()] : [],
      providers: schedule === 'off' ? providers : [...providers, SyncTicker],
      exports: [SYNC_RUNS, COLLECTION_CONTROL, EntraIdSync],
    };
  }
}
