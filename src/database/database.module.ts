import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/core';
import { ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { DATABASE } from './database.port.js';
import { openDatabase, type DatabaseParts, type OpenDatabase } from './database.mikro-orm.js';

const OPEN_DATABASE = Symbol('entra-id/open-database');

/** Injection token of the plugin's own MikroORM, apart from the host's: fork its `em` for each piece of work. */
export const ORM = Symbol('entra-id/orm');

@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(@Inject(OPEN_DATABASE) private readonly database: OpenDatabase) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/**
 * Takes: the location from the options, entities and migrations from the stages.
 * Gives: `ORM` and `DATABASE` to every stage.
 * Owns: the schema `entra_id` and its migrations table.
 * Never: touches a table of the host.
 */
@Module({})
export class DatabaseModule {
  static register(parts: DatabaseParts): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: OPEN_DATABASE,
          inject: [ENTRA_ID_OPTIONS],
          useFactory: (options: ResolvedOptions) => openDatabase(options.database, parts),
        },
        { provide: ORM, inject: [OPEN_DATABASE], useFactory: (open: OpenDatabase): MikroORM => open.orm },
        { provide: DATABASE, inject: [OPEN_DATABASE], useFactory: (open: OpenDatabase) => open.sql },
        DatabaseCloser,
      ],
      exports: [ORM, DATABASE],
    };
  }
}
