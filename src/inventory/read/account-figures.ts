import { known, unknown, type Known } from '#access-graph/known.js';
import { STALE_AFTER_DAYS, type ReportState } from '#access-graph/account-facts.js';
import type { Database } from '../../database/database.port.js';
import type { FactsAt } from './access-reader.port.js';
import { INACTIVE_SINCE, NEVER } from './account-fact-conditions.js';
import { factContext } from './account-facts.js';
import type { ReadAt } from './inventory-reader.port.js';
import type { AccountFigures, PrivilegeFigures } from './inventory-summary.port.js';
import { allRoles } from './roles.js';

const DAY_MS = 86_400_000;

interface FigureRow {
  readonly enabled: number;
  readonly inactive: number;
  readonly never: number;
  readonly signed: number;
  readonly registered: number;
  readonly not_registered: number;
}

const FIGURES = `
select count(*)::int as enabled,
  count(*) filter (where ${INACTIVE_SINCE} <= $3)::int as inactive,
  count(*) filter (where s.object_id is not null and ${NEVER.true})::int as never,
  count(*) filter (where s.object_id is not null and (${NEVER.true} or ${NEVER.false}))::int as signed,
  count(*) filter (where r.is_mfa_registered)::int as registered,
  count(*) filter (where not r.is_mfa_registered)::int as not_registered
from entra_id.account a
left join entra_id.sign_in_activity s on s.connection_id = $1 and s.object_id = a.object_id
left join entra_id.registration_detail r on r.connection_id = $1 and r.object_id = a.object_id
where a.connection_id = $1 and a.since_revision <= $2 and a.until_revision > $2
  and (a.payload->>'accountEnabled')::boolean`;

/** Sign-in activity and MFA registration of the enabled accounts of a revision, counted. */
export async function countFacts(database: Database, at: FactsAt): Promise<AccountFigures> {
  const since = new Date(at.now.getTime() - STALE_AFTER_DAYS * DAY_MS);
  const [row] = await database.query<FigureRow>(FIGURES, [at.connectionId, at.revision, since]);
  const { enabled = 0, inactive = 0, never = 0, signed = 0 } = row ?? {};
  const { registered = 0, not_registered: notRegistered = 0 } = row ?? {};
  const context = await factContext(database, at);
  return {
    enabled,
    inactiveDays: STALE_AFTER_DAYS,
    signIn: reported(context.signInReport, { inactive, never, unknown: enabled - signed }),
    mfa: reported(context.registrationReport, {
      registered,
      notRegistered,
      unknown: enabled - registered - notRegistered,
    }),
  };
}

/** A report that was not read says nothing about anybody. */
function reported<Figures>(report: ReportState, figures: Figures): Known<Figures> {
  return report.kind === 'read' ? known(figures) : unknown(report.reason);
}

interface HolderRow {
  readonly people: number;
  readonly applications: number;
  readonly permanent: number;
}

const HOLDERS = `
select count(distinct principal_id) filter (where principal_type = 'user')::int as people,
  count(distinct principal_id) filter (where principal_type = 'servicePrincipal')::int as applications,
  count(distinct principal_id) filter (where principal_type = 'user' and state = 'active' and end_at is null)::int
    as permanent
from entra_id.effective_privilege
where connection_id = $1 and since_revision <= $2 and until_revision > $2 and role_id = any($3::uuid[])`;

/** Holders of privileged and highly privileged roles, active or eligible, counted once each. */
export async function countPrivileged(database: Database, at: ReadAt): Promise<PrivilegeFigures> {
  const roles = await allRoles(database, at);
  const ids = [...roles.values()]
    .filter(({ level }) => level === 'privileged' || level === 'highly-privileged')
    .map(({ id }) => id);
  const [row] = await database.query<HolderRow>(HOLDERS, [at.connectionId, at.revision, ids]);
  const { people = 0, applications = 0, permanent = 0 } = row ?? {};
  return { people, applications, permanent };
}
