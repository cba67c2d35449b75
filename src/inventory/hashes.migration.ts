import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';
import { SCHEMA } from './kinds.js';
import { payloadHash } from './payload-hash.js';

/** Tables of objects are those with a payload and its hash, whichever kinds there are. */
const REHASH = `
do $$
declare kind text;
begin
  for kind in
    select table_name from information_schema.columns
    where table_schema = '${SCHEMA}' and column_name in ('payload', 'hash', 'since_revision')
    group by table_name having count(*) = 3
  loop
    execute format('update ${SCHEMA}.%I set hash = ${payloadHash('payload').replaceAll("'", "''")}', kind);
  end loop;
end $$`;

class HashAnew extends Migration {
  override up(): void {
    this.addSql(REHASH);
  }
}

/** Gives the versions of objects that are there already the hash that is compared from now on. */
export const hashesMigration: NamedMigration = { name: '054-hashes', class: HashAnew };
