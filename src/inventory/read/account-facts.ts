import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import {
  describeAccount,
  STALE_AFTER_DAYS,
  type AccountFacts,
  type AccountToDescribe,
  type FactContext,
  type ReportState,
} from '#access-graph/account-facts.js';
import { known, unknown, type Known, type UnknownReason } from '#access-graph/known.js';
import type { Database } from '../../database/database.port.js';
import type { ResourceName } from '../resources.js';
import type { AccountFactFilter, AccountFactView, FactsAt } from './access-reader.port.js';
import { factConditions } from './account-fact-conditions.js';
import { readCursor } from './cursor.js';
import { readCapabilities, type Capability } from './knowledge.js';
import type { Page, PageRequest } from './inventory-reader.port.js';
import { assertGuids, pageOf } from './object-pages.js';

interface FactRow {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  readonly groups: number;
  readonly signed: boolean;
  readonly last_successful_at: Date | null;
  readonly last_sign_in_at: Date | null;
  readonly last_non_interactive_at: Date | null;
  readonly registered: JsonObject | null;
  readonly sponsored: JsonObject | null;
  readonly leaves: string | null;
}

/** What facts are concluded from, and why any of it is missing. */
interface Sources extends FactContext {
  readonly memberships: ReportState;
  readonly guestSponsors: ReportState;
  readonly leaveDates: ReportState;
}

/** Direct groups that are counted at most: only whether there are any is concluded from. */
const GROUPS_MAX = 1_000;

const inRevision = (table: string): string => {
  const alias = table.slice(-1);
  return `left join entra_id.${table} on ${alias}.connection_id = $1 and ${alias}.object_id = a.object_id
    and ${alias}.since_revision <= $2 and ${alias}.until_revision > $2`;
};

const facts = (conditions: string): string => `
select a.object_id::text as id, a.display_name as name, a.payload, s.object_id is not null as signed,
  s.last_successful_at, s.last_sign_in_at, s.last_non_interactive_at, r.payload as registered,
  g.payload as sponsored, l.payload->>'employeeLeaveDateTime' as leaves,
  (select count(*)::int from (select 1 from entra_id.membership m where m.connection_id = $1
     and m.target_id = a.object_id and m.since_revision <= $2 and m.until_revision > $2
     limit ${GROUPS_MAX}) counted) as groups
from entra_id.account a
left join entra_id.sign_in_activity s on s.connection_id = $1 and s.object_id = a.object_id
left join entra_id.registration_detail r on r.connection_id = $1 and r.object_id = a.object_id
${inRevision('guest_sponsor g')}
${inRevision('leave_date l')}
where a.connection_id = $1 and a.since_revision <= $2 and a.until_revision > $2${conditions}
order by a.display_name, a.object_id limit $3`;

/** Accounts with what reviewers must know of them. @throws ProblemError `cursor-invalid` */
export async function listAccountFacts(
  database: Database,
  at: FactsAt,
  filter: AccountFactFilter,
  request: PageRequest,
): Promise<Page<AccountFactView>> {
  const where = factConditions(filter, at.now, STALE_AFTER_DAYS);
  const key = readCursor(request.cursor, 2);
  if (key !== undefined) {
    assertGuids(key.slice(1));
    where.addKey(([name, id]) => `(a.display_name, a.object_id) > (${name}, ${id}::uuid)`, key);
  }
  const parameters = [at.connectionId, at.revision, request.limit + 1, ...where.parameters];
  const rows = await database.query<FactRow>(facts(where.text), parameters);
  const context = await factContext(database, at);
  const { items, next } = pageOf(rows, request.limit, (row) => [row.name, row.id]);
  return { items: items.map((row) => viewOf(row, context)), next };
}

/** Reports are not kept for the past, so an earlier revision shows them as not reported. */
export async function factContext(database: Database, at: FactsAt): Promise<Sources> {
  const { items } = await readCapabilities(database, at, at.revisionInfo);
  const passes = await database.query<{ resource: string }>(
    'select resource from entra_id.fact_pass where connection_id = $1 and whole_since is not null',
    [at.connectionId],
  );
  const read = new Set(passes.map(({ resource }) => resource));
  const state = (resource: ResourceName): ReportState => {
    if (at.isPast) return { kind: 'missing', reason: 'not-reported' };
    if (read.has(resource)) return { kind: 'read' };
    return { kind: 'missing', reason: missing(items.find((item) => item.resource === resource)) };
  };
  const kept = (resource: ResourceName): ReportState => {
    const capability = items.find((item) => item.resource === resource);
    return capability?.reason === null ? { kind: 'read' } : { kind: 'missing', reason: missing(capability) };
  };
  return {
    now: at.now.toISOString(),
    memberships: kept('memberships'),
    guestSponsors: kept('guestSponsors'),
    leaveDates: kept('leaveDates'),
    signInReport: state('signInActivity'),
    registrationReport: state('userRegistrationDetails'),
    staleAfterDays: STALE_AFTER_DAYS,
  };
}

function missing(capability: Capability | undefined): UnknownReason {
  const reason = capability?.reason ?? 'not-synced-yet';
  return reason === 'unfinished' ? 'not-synced-yet' : reason;
}

function viewOf(row: FactRow, context: Sources): AccountFactView {
  const account = describedOf(row, context);
  const { id, payload } = row;
  const found: AccountFacts = describeAccount(account, context);
  return {
    id,
    displayName: textOf(payload['displayName']),
    userPrincipalName: account.userPrincipalName,
    userType: account.userType,
    accountEnabled: account.accountEnabled,
    ...found,
  };
}

function describedOf({ payload, ...row }: FactRow, context: Sources): AccountToDescribe {
  const registered = row.registered;
  const methods = registered?.['methodsRegistered'];
  return {
    userType: textOf(payload['userType']),
    accountEnabled: booleanOf(payload['accountEnabled']),
    createdAt: textOf(payload['createdDateTime']),
    userPrincipalName: textOf(payload['userPrincipalName']),
    mail: textOf(payload['mail']),
    passwordPolicies: textOf(payload['passwordPolicies']),
    onPremisesSyncEnabled: booleanOf(payload['onPremisesSyncEnabled']),
    employeeHireAt: textOf(payload['employeeHireDate']),
    employeeLeaveAt: ifRead(context.leaveDates, () => known(row.leaves)),
    managerId: textOf(payload['managerId']),
    groupCount: row.groups > 0 ? known(row.groups) : ifRead(context.memberships, () => known(0)),
    sponsorIds: ifRead(context.guestSponsors, () => sponsorsOf(row.sponsored)),
    signIn: row.signed
      ? {
          lastSuccessfulSignInAt: row.last_successful_at?.toISOString() ?? null,
          lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
          lastNonInteractiveSignInAt: row.last_non_interactive_at?.toISOString() ?? null,
        }
      : undefined,
    registration:
      registered === null
        ? undefined
        : {
            isMfaRegistered: booleanOf(registered['isMfaRegistered']),
            isMfaCapable: booleanOf(registered['isMfaCapable']),
            methods: Array.isArray(methods) ? methods.filter((name) => typeof name === 'string') : [],
          },
  };
}

function ifRead<Value>(state: ReportState, fact: () => Known<Value>): Known<Value> {
  return state.kind === 'missing' ? unknown(state.reason) : fact();
}

/** A guest who came after the list of sponsors was read is not in it yet. */
function sponsorsOf(sponsored: JsonObject | null): Known<readonly string[]> {
  const sponsors = sponsored?.['sponsors'];
  if (!Array.isArray(sponsors)) return unknown('not-synced-yet');
  return known((sponsors as readonly Json[]).filter(isJsonObject).map((sponsor) => text(sponsor['id'])));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function booleanOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
