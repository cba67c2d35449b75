import { ProblemError } from '#kernel/problem.js';
import { isGuid } from '#kernel/ids.js';
import type { Database } from '../../database/database.port.js';
import type { PrivilegeFilter, PrivilegeView, RoleView, ScopeKind } from './access-reader.port.js';
import { readCursor } from './cursor.js';
import { inventoryProblems } from './inventory.problems.js';
import type { Page, PageRequest, ReadAt } from './inventory-reader.port.js';
import { Conditions, pageOf } from './object-pages.js';
import { allRoles } from './roles.js';

interface PrivilegeRow {
  readonly principal_id: string;
  readonly principal_type: PrivilegeView['principalType'];
  readonly role_id: string;
  readonly holding_id: string;
  readonly state: PrivilegeView['state'];
  readonly route: PrivilegeView['route'];
  readonly scope: string;
  readonly via_group_id: string | null;
  readonly start_at: Date | null;
  readonly end_at: Date | null;
  readonly name: string | null;
  readonly upn: string | null;
  readonly enabled: boolean | null;
  readonly group_name: string | null;
}

const KEY = 'p.principal_id, p.role_id, p.holding_id, p.state, p.route';

/** The page is cut before names are looked up, so that a page costs the same in a tenant of any size. */
const page = (conditions: string): string => `
with page as (
  select p.* from entra_id.effective_privilege p
  where p.connection_id = $1 and p.since_revision <= $2 and p.until_revision > $2${conditions}
  order by ${KEY} limit $3
)
select p.principal_id::text, p.principal_type, p.role_id::text, p.holding_id, p.state, p.route, p.scope,
  p.via_group_id::text, p.start_at, p.end_at,
  coalesce(a.payload->>'displayName', s.payload->>'displayName') as name,
  a.payload->>'userPrincipalName' as upn,
  (coalesce(a.payload, s.payload)->>'accountEnabled')::boolean as enabled,
  g.payload->>'displayName' as group_name
from page p ${['account a', 'service_principal s'].map((table) => named(table, 'principal_id')).join('')}
${named('directory_group g', 'via_group_id')}
order by ${KEY}`;

function named(table: string, id: string): string {
  const alias = table.slice(-1);
  return `
  left join entra_id.${table} on ${alias}.connection_id = $1 and ${alias}.object_id = p.${id}
    and ${alias}.since_revision <= $2 and ${alias}.until_revision > $2`;
}

/** A page of who has which role and how. @throws ProblemError `cursor-invalid` */
export async function listPrivileges(
  database: Database,
  at: ReadAt,
  filter: PrivilegeFilter,
  request: PageRequest,
): Promise<Page<PrivilegeView>> {
  const roles = await allRoles(database, at);
  const where = conditionsOf(filter, roles);
  const key = readCursor(request.cursor, 5);
  if (key !== undefined) {
    if (!key.slice(0, 2).every(isGuid)) throw new ProblemError(inventoryProblems['cursor-invalid']);
    where.addKey(([a, b, ...rest]) => `(${KEY}) > (${a}::uuid, ${b}::uuid, ${rest.join(', ')})`, key);
  }
  const rows = await database.query<PrivilegeRow>(page(where.text), [
    at.connectionId,
    at.revision,
    request.limit + 1,
    ...where.parameters,
  ]);
  const timesKnown = await knowsTimes(database, at);
  const { items, next } = pageOf(rows, request.limit, (row) => [
    row.principal_id,
    row.role_id,
    row.holding_id,
    row.state,
    row.route,
  ]);
  return { items: items.map((row) => viewOf(row, roles, timesKnown)), next };
}

function conditionsOf(filter: PrivilegeFilter, roles: ReadonlyMap<string, RoleView>): Conditions {
  const where = new Conditions();
  const equals = (column: string, value: string | undefined, type = 'text'): void => {
    if (value !== undefined) where.add((place) => `p.${column} = ${place}::${type}`, value);
  };
  equals('principal_id', filter.principalId, 'uuid');
  equals('principal_type', filter.principalType);
  equals('role_id', filter.roleId, 'uuid');
  equals('via_group_id', filter.viaGroupId, 'uuid');
  equals('state', filter.state);
  equals('route', filter.route);
  const { administrativeUnitId: unit } = filter;
  equals('scope', unit === undefined ? undefined : `/administrativeUnits/${unit}`);
  if (filter.level !== undefined) {
    const ids = [...roles.values()].filter(({ level }) => level === filter.level).map(({ id }) => id);
    where.add((place) => `p.role_id = any(${place}::uuid[])`, ids);
  }
  if (filter.term !== undefined)
    where.add((sql) => `p.end_at is ${sql}`, filter.term === 'permanent' ? 'null' : 'not null', true);
  if (filter.scopeKind !== undefined) where.add((sql) => `p.scope ${sql}`, SCOPES[filter.scopeKind], true);
  return where;
}

const SCOPES: Readonly<Record<ScopeKind, string>> = {
  tenant: `= '/'`,
  'administrative-unit': `like '/administrativeUnits/%'`,
  'application-scope': `like 'app:%'`,
  object: `like '/_%' and p.scope not like '/administrativeUnits/%'`,
};

function scopeKindOf(scope: string): ScopeKind {
  if (scope === '/') return 'tenant';
  if (scope.startsWith('app:')) return 'application-scope';
  return scope.startsWith('/administrativeUnits/') ? 'administrative-unit' : 'object';
}

/**
 * Whether assignments without an end are known not to end: their instances were read, or the tenant has no licence with
 * which an assignment could end.
 */
async function knowsTimes(database: Database, at: ReadAt): Promise<boolean> {
  const rows = await database.query<{ known: boolean }>(
    `select completeness->>'roleAssignmentScheduleInstances' = 'complete' or not exists (
       select 1 from entra_id.subscribed_sku s, jsonb_array_elements(s.payload->'servicePlans') plan
       where s.connection_id = $1 and s.since_revision <= $2 and s.until_revision > $2
         and plan->>'servicePlanName' = 'AAD_PREMIUM_P2'
     ) and completeness->>'subscribedSkus' = 'complete' as known
     from entra_id.revision where connection_id = $1 and revision = $2`,
    [at.connectionId, at.revision],
  );
  return rows[0]?.known ?? false;
}

function viewOf(row: PrivilegeRow, roles: ReadonlyMap<string, RoleView>, timesKnown: boolean): PrivilegeView {
  const role = roles.get(row.role_id);
  const permanent = timesKnown || row.state === 'eligible' ? 'permanent' : 'unknown';
  return {
    principalId: row.principal_id,
    principalType: row.principal_type,
    principalName: row.name,
    userPrincipalName: row.upn,
    accountEnabled: row.enabled,
    roleId: row.role_id,
    roleName: role?.displayName ?? null,
    level: role?.level ?? 'unknown',
    levelSource: role?.source ?? 'not-labelled',
    state: row.state,
    route: row.route,
    scope: row.scope,
    scopeKind: scopeKindOf(row.scope),
    viaGroupId: row.via_group_id,
    viaGroupName: row.group_name,
    term: row.end_at === null ? permanent : 'time-bound',
    startAt: row.start_at?.toISOString() ?? null,
    endAt: row.end_at?.toISOString() ?? null,
    holdingId: row.holding_id,
  };
}
