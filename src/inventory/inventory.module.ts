import { Global, Module } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.port.js';
import { ACCESS_READER } from './read/access-reader.port.js';
import { listApplications } from './read/application-pages.js';
import { APPLICATIONS_READER, type ApplicationsReader } from './read/applications-reader.port.js';
import { CHANGE_READER } from './read/change-reader.port.js';
import { INVENTORY_READER } from './read/inventory-reader.port.js';
import { SqlAccessReader } from './read/sql-access-reader.js';
import { INVENTORY_SUMMARY } from './read/inventory-summary.port.js';
import { RetainedReader } from './read/retained-reader.js';
import { SqlChangeReader } from './read/sql-change-reader.js';
import { SqlInventoryReader } from './read/sql-inventory-reader.js';
import { SqlInventorySummary } from './read/sql-inventory-summary.js';
import { SqlTimelineReader } from './read/sql-timeline-reader.js';
import { TIMELINE_READER } from './read/timeline-reader.port.js';

/**
 * Takes: revisions that sync has published.
 * Gives: consistent reads of the present and of the past.
 * Owns: the tables of objects, links and revisions.
 * Never: shows what is not published, or an empty list where nothing is known.
 */
@Global()
@Module({
  providers: [
    {
      provide: CHANGE_READER,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlChangeReader(database),
    },
    {
      provide: INVENTORY_READER,
      inject: [DATABASE],
      useFactory: (database: Database) => new RetainedReader(database, new SqlInventoryReader(database)),
    },
    {
      provide: ACCESS_READER,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlAccessReader(database),
    },
    {
      provide: INVENTORY_SUMMARY,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlInventorySummary(database),
    },
    {
      provide: APPLICATIONS_READER,
      inject: [DATABASE],
      useFactory: (database: Database): ApplicationsReader => ({
        applications: (...wanted) => listApplications(database, ...wanted),
      }),
    },
    {
      provide: TIMELINE_READER,
      inject: [DATABASE],
      useFactory: (database: Database) => new SqlTimelineReader(database),
    },
  ],
  exports: [
    CHANGE_READER,
    INVENTORY_READER,
    ACCESS_READER,
    INVENTORY_SUMMARY,
    APPLICATIONS_READER,
    TIMELINE_READER,
  ],
})
export class InventoryModule {}
