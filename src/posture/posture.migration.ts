import { Migration } from '@mikro-orm/migrations';
import type { NamedMigration } from '../database/named.migration.js';
import { OPEN_REVISION, SCHEMA } from '../inventory/kinds.js';

class CreatePosture extends Migration {
  override up(): void {
    for (const statement of STATEMENTS) this.addSql(statement);
  }
}

/** Creates the tables of evaluations, verdicts, coverage, standards and exemptions. */
export const postureMigration: NamedMigration = { name: '080-posture', class: CreatePosture };

const VERSIONED = `
  since_revision integer not null,
  until_revision integer not null default ${OPEN_REVISION},
  check (until_revision > since_revision)`;

/** What was evaluated when, and what came of it as a whole. */
const EVALUATION = `
create table ${SCHEMA}.posture_evaluation (
  connection_id uuid not null,
  revision integer not null,
  evaluated_at timestamptz not null,
  summary jsonb not null,
  oracle jsonb,
  primary key (connection_id, revision)
)`;

/** The verdict of each check; a new version only when it differs. */
const VERDICT = `
create table ${SCHEMA}.posture_verdict (
  connection_id uuid not null,
  check_id text collate "C" not null,
  status text not null,
  hash uuid not null,
  result jsonb not null,${VERSIONED},
  primary key (connection_id, check_id, until_revision)
)`;

/** How well the sign-ins of each account are protected; a new version only when it differs. */
const COVERAGE = `
create table ${SCHEMA}.account_coverage (
  connection_id uuid not null,
  object_id uuid not null,
  verdict text collate "C" not null,
  hash uuid not null,
  result jsonb not null,${VERSIONED},
  primary key (connection_id, object_id, until_revision)
)`;

/** What the tenant wants to meet; one row a connection. */
const STANDARD = `
create table ${SCHEMA}.posture_standard (
  connection_id uuid primary key references ${SCHEMA}.connection on delete cascade,
  baseline text not null check (baseline in ('all', 'cis', 'scuba', 'own')),
  checks text[] not null default '{}',
  break_glass_accounts uuid[] not null default '{}',
  changed_at timestamptz not null,
  changed_by text not null
)`;

/** Deviations that are deliberate, for a while, with somebody who answers for them. */
const EXEMPTION = `
create table ${SCHEMA}.posture_exemption (
  id uuid primary key,
  connection_id uuid not null references ${SCHEMA}.connection on delete cascade,
  check_id text not null,
  scope jsonb not null,
  reason text not null,
  owner text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz,
  ended_by text
)`;

class CreateClaims extends Migration {
  override up(): void {
    this.addSql(CLAIM);
  }
}

/** Creates the table of evaluations that are going on. */
export const postureClaimMigration: NamedMigration = { name: '081-posture-claims', class: CreateClaims };

/** The newest revision whose evaluation was begun; an evaluation of an earlier one gives up. */
const CLAIM = `
create table ${SCHEMA}.posture_claim (
  connection_id uuid primary key,
  revision integer not null
)`;

const STATEMENTS = [
  EVALUATION,
  VERDICT,
  COVERAGE,
  `create index account_coverage_by_verdict on ${SCHEMA}.account_coverage (connection_id, verdict, object_id)`,
  `create index account_coverage_closed on ${SCHEMA}.account_coverage (connection_id, until_revision)
    where until_revision < ${OPEN_REVISION}`,
  STANDARD,
  EXEMPTION,
  `create index posture_exemption_of on ${SCHEMA}.posture_exemption (connection_id, check_id)`,
];
