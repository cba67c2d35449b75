import { Global, Logger, Module } from '@nestjs/common';
import { PROFILES } from '#access-policy/checks/profiles.js';
import type { Clock } from '#kernel/clock.js';
import {
  ACTIVITY_LOG,
  CONNECTION_STORE,
  type ActivityLog,
  type ConnectionStore,
} from '../connections/connections.port.js';
import { GRAPH_ACCESS, type GraphAccess } from '../connect/graph-access.port.js';
import { TOKEN_SOURCE, type TokenSource } from '../connect/token-source.port.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { INVENTORY_READER, type InventoryReader } from '../inventory/read/inventory-reader.port.js';
import { CLOCK, ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { REVISION_LISTENER } from '../sync/revision-listener.port.js';
import { GraphOracle } from './oracle/oracle.js';
import { POSTURE_READER } from './posture.port.js';
import { EntraIdPosture } from './posture.service.js';
import { SqlStandards } from './standards/sql-standards.js';
import { SqlPostureReader } from './verdicts/sql-posture-reader.js';

const CHECK_IDS: ReadonlySet<string> = new Set(
  Object.values(PROFILES).flatMap((checks) => checks.map(({ definition }) => definition.id)),
);

const logger = new Logger('EntraIdPosture');

/**
 * Takes: published revisions of the inventory, and what the tenant wants to be measured against.
 * Gives: verdicts of checks and the coverage of accounts, now and at any revision, and events when verdicts change.
 * Owns: evaluations, standards and exemptions.
 * Never: takes what is not known for a pass.
 */
@Global()
@Module({
  providers: [
    {
      provide: SqlStandards,
      inject: [DATABASE, ACTIVITY_LOG, CLOCK],
      useFactory: (database: Database, activity: ActivityLog, clock: Clock) =>
        new SqlStandards({ database, activity, clock, checkIds: CHECK_IDS }),
    },
    {
      provide: POSTURE_READER,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlPostureReader(database),
    },
    {
      provide: GraphOracle,
      inject: [DATABASE, TOKEN_SOURCE, GRAPH_ACCESS],
      useFactory: (database: Database, tokens: TokenSource, graphs: GraphAccess) =>
        new GraphOracle({ database, tokens, graphs }),
    },
    {
      provide: EntraIdPosture,
      inject: [DATABASE, CONNECTION_STORE, INVENTORY_READER, SqlStandards, GraphOracle, ENTRA_ID_OPTIONS],
      useFactory: (
        ...[database, connections, inventory, standards, oracle, options]: [
          Database,
          ConnectionStore,
          InventoryReader,
          SqlStandards,
          GraphOracle,
          ResolvedOptions,
        ]
      ) => {
        const { clock, eventSink: events, checkResultSink: checkResults } = options;
        const onError = (error: unknown): void => {
          logger.error(error instanceof Error ? error.message : String(error));
        };
        const onDispute = (dispute: object): void => {
          logger.warn(dispute, 'Graph evaluates a sign-in otherwise than the plugin.');
        };
        const host = { events, checkResults, onError, onDispute };
        return new EntraIdPosture({ database, connections, inventory, standards, oracle, clock, ...host });
      },
    },
    { provide: REVISION_LISTENER, useExisting: EntraIdPosture },
  ],
  exports: [EntraIdPosture, POSTURE_READER, REVISION_LISTENER],
})
export class PostureModule {}
