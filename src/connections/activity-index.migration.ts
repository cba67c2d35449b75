import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';

class IndexActivityByOrganization extends Migration {
  override up(): void {
    this.addSql('create index activity_of_organization on entra_id.activity (organization_id, id desc)');
  }
}

/** The activity of an organisation is read newest first; without an index every other organisation's is read too. */
export const activityIndexMigration: NamedMigration = {
  name: '090-activity-of-organization',
  class: IndexActivityByOrganization,
};
