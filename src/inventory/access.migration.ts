import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';
import { OPEN_REVISION, SCHEMA } from './kinds.js';

class CreateAccess extends Migration {
  override up(): void {
    for (const statement of [EFFECTIVE_PRIVILEGE, ...DAILY_FACTS, DIRECTORY_AUDIT].flatMap(split))
      this.addSql(statement);
  }
}

/** Creates the tables of derived privileges, of facts that change daily, and of audit events. */
export const accessMigration: NamedMigration = { name: '052-access', class: CreateAccess };

class CreateFactPasses extends Migration {
  override up(): void {
    for (const statement of [FACT_PASS, ...LOOKUPS].flatMap(split)) this.addSql(statement);
  }
}

/** Creates the table of how far reports were read, and the indexes by which access is looked up from either end. */
export const factsMigration: NamedMigration = { name: '053-facts', class: CreateFactPasses };

/** No statement here holds a semicolon of its own. */
function split(text: string): readonly string[] {
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** Who has which role and how, worked out at publication; rows carry revisions like everything that has a history. */
const EFFECTIVE_PRIVILEGE = `
create table ${SCHEMA}.effective_privilege (
  connection_id uuid not null,
  principal_id uuid not null,
  role_id uuid not null,
  holding_id text collate "C" not null,
  state text collate "C" not null check (state in ('active', 'eligible')),
  route text collate "C" not null check (route in ('direct', 'group', 'pim-for-groups')),
  principal_type text not null,
  scope text not null,
  via_group_id uuid,
  start_at timestamptz,
  end_at timestamptz,
  since_revision integer not null,
  until_revision integer not null default ${OPEN_REVISION},
  check (until_revision > since_revision),
  primary key (connection_id, principal_id, role_id, holding_id, state, route, until_revision)
);
create index effective_privilege_by_role on ${SCHEMA}.effective_privilege
  (connection_id, role_id, principal_id, holding_id, state, route);
create index effective_privilege_by_group on ${SCHEMA}.effective_privilege (connection_id, via_group_id, principal_id)
  where via_group_id is not null;
create index effective_privilege_closed on ${SCHEMA}.effective_privilege (connection_id, until_revision)
  where until_revision < ${OPEN_REVISION};
create index effective_privilege_opened on ${SCHEMA}.effective_privilege using brin (since_revision)
  with (pages_per_range = 32);`;

/** Outside hash and history: each would make a version of nearly every account every day. */
const DAILY_FACTS = [
  `create table ${SCHEMA}.sign_in_activity (
  connection_id uuid not null,
  object_id uuid not null,
  last_successful_at timestamptz,
  last_sign_in_at timestamptz,
  last_non_interactive_at timestamptz,
  read_at timestamptz not null,
  primary key (connection_id, object_id)
);`,
  `create table ${SCHEMA}.registration_detail (
  connection_id uuid not null,
  object_id uuid not null,
  is_mfa_registered boolean,
  is_mfa_capable boolean,
  payload jsonb not null,
  read_at timestamptz not null,
  primary key (connection_id, object_id)
);`,
];

/** What happened in the directory; events do not change, so there is no history of them. */
const DIRECTORY_AUDIT = `
create table ${SCHEMA}.directory_audit (
  connection_id uuid not null,
  event_id text collate "C" not null,
  activity_at timestamptz not null,
  category text,
  activity text,
  result text,
  target_ids uuid[] not null default '{}',
  payload jsonb not null,
  primary key (connection_id, event_id)
);
create index directory_audit_recent on ${SCHEMA}.directory_audit (connection_id, activity_at desc, event_id);
create index directory_audit_targets on ${SCHEMA}.directory_audit using gin (target_ids);`;

const FACT_PASS = `
create table ${SCHEMA}.fact_pass (
  connection_id uuid not null,
  resource text not null,
  started_at timestamptz not null,
  next_url text,
  whole_since timestamptz,
  primary key (connection_id, resource)
);`;

/** Order of a list by name behind the property by which it is filtered, so that a page needs no sorting. */
const LOOKUPS = [
  ['app_role_assignment', 'resourceId'],
  ['app_role_assignment', 'principalId'],
  ['oauth2_grant', 'clientId'],
  ['oauth2_grant', 'principalId'],
  ['role_assignment', 'principalId'],
].map(
  ([table = '', property = '']) =>
    `create index on ${SCHEMA}.${table} (connection_id, (payload->>'${property}'), display_name, object_id)`,
);
