import type { DynamicModule } from '@nestjs/common';
import { ApiModule } from './api/api.module.js';
import { OpenApiController } from './api/openapi.controller.js';
import { budgetsMigration } from './connect/budgets.migration.js';
import { connectMigration } from './connect/connect.migration.js';
import { ConnectModule } from './connect/connect.module.js';
import { activityIndexMigration } from './connections/activity-index.migration.js';
import { connectionsMigration } from './connections/connections.migration.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { credentialsMigration } from './credentials/credentials.migration.js';
import { CredentialsModule } from './credentials/credentials.module.js';
import { DatabaseModule } from './database/database.module.js';
import type { EntraIdExtras } from './entra-id.module-definition.js';
import { healthMigration } from './health/health.migration.js';
import { HealthModule } from './health/health.module.js';
import { accessMigration, factsMigration } from './inventory/access.migration.js';
import { changesMigration } from './inventory/changes.migration.js';
import { doubtsMigration } from './inventory/doubts.migration.js';
import { hashesMigration } from './inventory/hashes.migration.js';
import { inventoryMigration, laterKindMigrations } from './inventory/inventory.migration.js';
import { InventoryModule } from './inventory/inventory.module.js';
import { ManifestModule } from './manifest/manifest.module.js';
import { postureClaimMigration, postureMigration } from './posture/posture.migration.js';
import { PostureModule } from './posture/posture.module.js';
import { settingsMigration } from './settings/settings.migration.js';
import { runStarterMigration } from './sync/run-starter.migration.js';
import { SettingsModule } from './settings/settings.module.js';
import { SyncModule } from './sync/sync.module.js';

/** Migrations of every stage, in the order in which they run. */
export const MIGRATIONS = [
  connectionsMigration,
  credentialsMigration,
  settingsMigration,
  connectMigration,
  inventoryMigration,
  doubtsMigration,
  changesMigration,
  healthMigration,
  ...laterKindMigrations(),
  postureMigration,
  postureClaimMigration,
  accessMigration,
  factsMigration,
  budgetsMigration,
  hashesMigration,
  runStarterMigration,
  activityIndexMigration,
] as const;

type Modules = NonNullable<DynamicModule['imports']>;

/** The stages as modules, in the order in which they may know each other. */
export function stages(shape: Required<EntraIdExtras> & { readonly imports: Modules }): {
  readonly imports: Modules;
  readonly exports: NonNullable<DynamicModule['exports']>;
} {
  const { caller, http, schedule, imports } = shape;
  const services = [ConnectModule, SettingsModule, HealthModule];
  const sync = SyncModule.register(schedule);
  return {
    imports: [
      DatabaseModule.register({ entities: [], migrations: MIGRATIONS }),
      ManifestModule,
      ConnectionsModule,
      CredentialsModule,
      ...services,
      InventoryModule,
      sync,
      PostureModule,
      ...(http ? [ApiModule.register({ caller, imports, controllers: [OpenApiController] })] : []),
    ],
    exports: [...services, SyncModule, PostureModule],
  };
}
