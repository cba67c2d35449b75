import { Global, Module } from '@nestjs/common';
import type { Clock } from '#kernel/clock.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { CLOCK } from '../options/resolved-options.js';
import { ACTIVITY_LOG, CONNECTION_STORE } from './connections.port.js';
import { SqlActivityLog } from './sql-activity-log.js';
import { SqlConnectionStore } from './sql-connection-store.js';

/**
 * Takes: the database.
 * Gives: which organisation is connected to which tenant, and who did what.
 * Owns: the tables `connection` and `activity`.
 * Never: talks to Microsoft.
 */
@Global()
@Module({
  providers: [
    {
      provide: CONNECTION_STORE,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlConnectionStore(database),
    },
    {
      provide: ACTIVITY_LOG,
      inject: [DATABASE, CLOCK],
      useFactory: (database: Database, clock: Clock) => new SqlActivityLog(database, clock),
    },
  ],
  exports: [CONNECTION_STORE, ACTIVITY_LOG],
})
export class ConnectionsModule {}
