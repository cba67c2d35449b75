import type { Random } from '#kernel/random.js';
import { guidFrom } from '../guids.js';
import { GENESIS } from '../people.js';
import type { TenantStore } from '../tenant-store.js';
import { ROLE } from './builtin-roles.js';
import type { Cast } from './cast.js';
import { grantRole } from './role-assignments.js';
import { scheduleInfo } from './role-views.js';
import type { AssignmentTerms } from './terms.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ELIGIBLE_MAX = 40;
const ACTIVATION_HOURS = 8;

const GROUP_ROLES = [
  ROLE.userAdministrator,
  ROLE.helpdeskAdministrator,
  ROLE.securityReader,
  ROLE.intuneAdministrator,
  ROLE.groupsAdministrator,
  ROLE.globalReader,
] as const;
const GROUP_ROLES_MAX = 12;

const ELIGIBLE_ROLES = [
  ROLE.globalAdministrator,
  ROLE.privilegedRoleAdministrator,
  ROLE.securityAdministrator,
  ROLE.conditionalAccessAdministrator,
  ROLE.userAdministrator,
  ROLE.exchangeAdministrator,
  ROLE.sharePointAdministrator,
  ROLE.applicationAdministrator,
  ROLE.privilegedAuthenticationAdministrator,
  ROLE.helpdeskAdministrator,
] as const;

/** Gives directory roles: to emergency accounts, groups, guests and people who left, for parts of the tenant, with an end. */
export function makeRoleHolders(store: TenantStore, random: Random, cast: Cast): void {
  for (const principalId of cast.emergency) {
    grantRole(store, { roleId: ROLE.globalAdministrator, principalId });
  }
  for (const [index, principalId] of cast.roleGroups.slice(0, GROUP_ROLES_MAX).entries()) {
    grantRole(store, {
      roleId: GROUP_ROLES[index % GROUP_ROLES.length] ?? ROLE.globalReader,
      principalId,
    });
  }
  grantTo(store, ROLE.applicationAdministrator, cast.guests[0]);
  grantTo(store, ROLE.exchangeAdministrator, cast.disabled[0]);
  makeCustomRoles(store, random.fork('custom roles'), cast);
  makeScopedAssignments(store, random.fork('scoped'), cast);
  if (store.options.licence === 'p2') makeEligible(store, random.fork('eligible'), cast);
}

function grantTo(store: TenantStore, roleId: string, principalId: string | undefined): void {
  if (principalId !== undefined) grantRole(store, { roleId, principalId });
}

function makeCustomRoles(store: TenantStore, random: Random, cast: Cast): void {
  const forms = [
    ['Application support', 'microsoft.directory/applications/credentials/update', true],
    ['Group member manager', 'microsoft.directory/groups.security/members/update', false],
  ] as const;
  for (const [displayName, action, isPrivileged] of forms) {
    const id = guidFrom(random);
    store.roleDefinitions.set(id, {
      id,
      description: `${displayName}, a role of Contoso's own.`,
      displayName,
      isBuiltIn: false,
      isEnabled: true,
      isPrivileged,
      resourceScopes: ['/'],
      templateId: id,
      inheritsPermissionsFrom: [],
      version: '1.0',
      rolePermissions: [{ allowedResourceActions: [action], condition: null }],
    });
    grantTo(store, id, cast.staff[random.integer(0, Math.max(0, cast.staff.length - 1))]);
  }
}

/** Roles for an administrative unit, and for one application alone. */
function makeScopedAssignments(store: TenantStore, random: Random, cast: Cast): void {
  if (cast.staff.length === 0) return;
  for (const [index, unitId] of [...store.access.administrativeUnits.keys()].entries()) {
    const scope = `/administrativeUnits/${unitId}`;
    const roleId = index % 2 === 0 ? ROLE.userAdministrator : ROLE.helpdeskAdministrator;
    grantRole(store, { roleId, principalId: random.pick(cast.staff), scope });
    const group = cast.roleGroups[index];
    if (index % 2 === 1 && group !== undefined) {
      grantRole(store, { roleId: ROLE.passwordAdministrator, principalId: group, scope });
    }
  }
  const [application] = store.applications.keys();
  if (application === undefined) return;
  const scope = `/${application}`;
  const terms: AssignmentTerms = { ...endingAfter(random, 365, 'Assigned'), memberType: 'Inherited' };
  grantRole(store, {
    roleId: ROLE.cloudApplicationAdministrator,
    principalId: random.pick(cast.staff),
    scope,
    terms,
  });
}

/** People and a group who may activate roles; one of them just has. */
function makeEligible(store: TenantStore, random: Random, cast: Cast): void {
  if (cast.staff.length === 0) return;
  const count = Math.min(ELIGIBLE_MAX, 3 + Math.floor(cast.staff.length / 20));
  for (let n = 0; n < count; n += 1) {
    const roleId = ELIGIBLE_ROLES[n % ELIGIBLE_ROLES.length] ?? ROLE.globalReader;
    const principalId = random.pick(cast.staff);
    makeEligibility(store, random, { roleId, principalId, endDateTime: eligibleUntil(random) });
    if (n % 5 !== 4) continue;
    grantRole(store, { roleId, principalId, terms: endingAfter(random, 0, 'Activated') });
  }
  const group = cast.roleGroups.at(-1);
  if (group !== undefined) {
    const order = { roleId: ROLE.privilegedAuthenticationAdministrator, principalId: group };
    makeEligibility(store, random, { ...order, endDateTime: null });
  }
  const later = { roleId: ROLE.globalReader, principalId: random.pick(cast.staff), endDateTime: null };
  makeEligibility(store, random, { ...later, startDateTime: '2040-01-01T00:00:00Z' });
  const principalId = random.pick(cast.staff);
  grantRole(store, {
    roleId: ROLE.securityReader,
    principalId,
    terms: endingAfter(random, 540, 'Assigned'),
  });
}

/** Adds a schedule of an eligible assignment and returns its id. */
export function makeEligibility(
  store: TenantStore,
  random: Random,
  order: {
    readonly roleId: string;
    readonly principalId: string;
    readonly startDateTime?: string;
    readonly endDateTime: string | null;
  },
): string {
  const id = guidFrom(random);
  const startDateTime = order.startDateTime ?? days(-random.integer(1, 300));
  store.access.roleEligibilities.set(id, {
    id,
    principalId: order.principalId,
    roleDefinitionId: order.roleId,
    directoryScopeId: '/',
    appScopeId: null,
    createdUsing: id,
    createdDateTime: startDateTime,
    modifiedDateTime: '0001-01-01T08:00:00Z',
    status: 'Provisioned',
    memberType: 'Direct',
    scheduleInfo: scheduleInfo(startDateTime, order.endDateTime),
  });
  return id;
}

function eligibleUntil(random: Random): string | null {
  return random.next() < 0.3 ? null : days(random.integer(30, 700));
}

function endingAfter(
  random: Random,
  dayCount: number,
  assignmentType: AssignmentTerms['assignmentType'],
): AssignmentTerms {
  const hours = assignmentType === 'Activated' ? ACTIVATION_HOURS : 0;
  const end = new Date(GENESIS.getTime() + dayCount * DAY_MS + hours * HOUR_MS);
  const startDateTime = days(assignmentType === 'Activated' ? 0 : -30);
  return {
    assignmentType,
    memberType: 'Direct',
    startDateTime,
    endDateTime: precise(end),
    scheduleId: guidFrom(random),
  };
}

function days(count: number): string {
  return precise(new Date(GENESIS.getTime() + count * DAY_MS));
}

/** An instant as PIM writes it: to the millisecond, without trailing zeros. */
function precise(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}
