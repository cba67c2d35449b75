import { isJsonObject, text, type Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { appRoleAssignmentId, permissionGrantId } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { ROLE } from './builtin-roles.js';
import type { Cast } from './cast.js';
import { GRAPH_APP_ROLES } from './graph-permissions.js';
import type { Principals } from './principals.js';
import { grantRole } from './role-assignments.js';

/** The role of whoever is assigned to an app that has no roles of its own. Source: https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';
const ASSIGNED_MAX = 30;
const CONSENTING_MAX = 25;
const OWNED_APPS_MAX = 200;
const ASSIGNMENT_TIME = '2025-09-15T11:20:31.4471902Z';

/** Gives apps their permissions, people and groups their apps, and apps their owners. */
export function makeConsents(store: TenantStore, random: Random, cast: Cast, made: Principals): void {
  for (const [vendor, clientId] of made.vendors) {
    for (const role of vendor.roles) consentRole(store, made.graphId, clientId, role);
    consentScopes(store, { clientId, resourceId: made.graphId, scope: vendor.scopes });
    if (vendor.personalScopes !== undefined) {
      consentPersonally(store, random, cast, {
        clientId,
        resourceId: made.graphId,
        scope: vendor.personalScopes,
      });
    }
    assignPeople(store, random, cast, clientId);
  }
  for (const app of made.own) {
    for (const role of app.roles) consentRole(store, made.graphId, app.principalId, role);
    assignPeople(store, random, cast, app.principalId);
  }
  for (const [n, id] of made.managedIdentities.entries()) {
    consentRole(store, made.graphId, id, n % 3 === 0 ? 'Group.ReadWrite.All' : 'User.Read.All');
  }
  giveRoles(store, made);
  makeOwners(store, random, cast, made);
}

function consentRole(store: TenantStore, resourceId: string, principalId: string, role: string): void {
  assignApp(store, { resourceId, principalId, appRoleId: GRAPH_APP_ROLES[role] ?? DEFAULT_ACCESS });
}

/** Assigns somebody to an app, or an app permission to an app; returns the assignment's id. */
export function assignApp(
  store: TenantStore,
  order: { readonly resourceId: string; readonly principalId: string; readonly appRoleId: string },
  createdDateTime = ASSIGNMENT_TIME,
): string {
  const { resourceId, principalId, appRoleId } = order;
  const types: Readonly<Record<string, string>> = { user: 'User', group: 'Group' };
  const type = types[store.typeOf(principalId) ?? ''] ?? 'ServicePrincipal';
  const principal =
    store.users.get(principalId) ?? store.groups.get(principalId) ?? store.servicePrincipals.get(principalId);
  const id = appRoleAssignmentId(principalId, resourceId, appRoleId);
  store.access.appRoleAssignments.set(id, {
    id,
    deletedDateTime: null,
    appRoleId,
    createdDateTime,
    principalDisplayName: principal?.['displayName'] ?? null,
    principalId,
    principalType: type,
    resourceDisplayName: store.servicePrincipals.get(resourceId)?.['displayName'] ?? null,
    resourceId,
  });
  return id;
}

/** Consents to delegated permissions, for everybody or for one person; another consent of the same takes its place. */
export function consentScopes(
  store: TenantStore,
  order: {
    readonly clientId: string;
    readonly resourceId: string;
    readonly scope: string;
    readonly principalId?: string;
  },
): string {
  const { clientId, resourceId, principalId, scope } = order;
  const id = permissionGrantId(clientId, resourceId, principalId);
  const grant = {
    clientId,
    consentType: principalId === undefined ? 'AllPrincipals' : 'Principal',
    id,
    principalId: principalId ?? null,
    resourceId,
    scope,
  };
  // The same object goes on, so that a list that is being paged through keeps its place.
  const known = store.access.oauth2PermissionGrants.get(id) ?? {};
  store.access.oauth2PermissionGrants.set(id, Object.assign(known, grant));
  if (store.live) store.log.noteObject('oauth2PermissionGrants', id, 'present');
  return id;
}

function consentPersonally(
  store: TenantStore,
  random: Random,
  cast: Cast,
  order: { readonly clientId: string; readonly resourceId: string; readonly scope: string },
): void {
  if (cast.staff.length === 0) return;
  const count = Math.min(CONSENTING_MAX, 1 + Math.floor(cast.staff.length / 15));
  for (let n = 0; n < count; n += 1) {
    consentScopes(store, { ...order, principalId: random.pick(cast.staff) });
  }
}

function assignPeople(store: TenantStore, random: Random, cast: Cast, resourceId: string): void {
  if (cast.staff.length === 0) return;
  const roles = rolesFor(store, resourceId);
  const people = random.integer(0, Math.min(ASSIGNED_MAX, Math.ceil(cast.staff.length / 10)));
  for (let n = 0; n < people; n += 1) {
    assignApp(store, { resourceId, principalId: random.pick(cast.staff), appRoleId: random.pick(roles) });
  }
  const groups = cast.groups.length === 0 ? 0 : random.integer(0, 2);
  for (let n = 0; n < groups; n += 1) {
    assignApp(store, { resourceId, principalId: random.pick(cast.groups), appRoleId: random.pick(roles) });
  }
}

/** Roles that people may have in an app. */
export function rolesFor(store: TenantStore, resourceId: string): readonly string[] {
  const roles: Json | undefined = store.servicePrincipals.get(resourceId)?.['appRoles'];
  const ids = Array.isArray(roles)
    ? (roles as readonly Json[]).filter(isJsonObject).map((role) => text(role['id']))
    : [];
  return ids.length === 0 ? [DEFAULT_ACCESS] : ids;
}

/** Directory roles for applications: the sync account, one that may give roles, one that writes the directory. */
function giveRoles(store: TenantStore, made: Principals): void {
  const [first, second] = made.own;
  const [vendor] = made.vendors.values();
  const [identity] = made.managedIdentities;
  const holders = [
    [ROLE.directorySynchronization, first?.principalId],
    [ROLE.privilegedRoleAdministrator, second?.principalId],
    [ROLE.globalReader, vendor],
    [ROLE.directoryWriters, identity],
  ] as const;
  for (const [roleId, principalId] of holders) {
    if (principalId !== undefined) grantRole(store, { roleId, principalId });
  }
}

/** Owners may add credentials: some of them left, some are guests, some apps have none. */
function makeOwners(store: TenantStore, random: Random, cast: Cast, made: Principals): void {
  const odd = [cast.disabled[0], cast.guests[0]].filter((id) => id !== undefined);
  for (const [n, app] of made.own.slice(0, OWNED_APPS_MAX).entries()) {
    const owners = new Map<string, string>();
    const unusual = odd[n];
    if (unusual !== undefined) owners.set(unusual, 'user');
    const count = cast.staff.length === 0 ? 0 : random.integer(0, 2);
    for (let owner = 0; owner < count; owner += 1) owners.set(random.pick(cast.staff), 'user');
    store.access.applicationOwners.set(app.applicationId, owners);
    store.access.servicePrincipalOwners.set(app.principalId, new Map(owners));
  }
  const [first, second] = made.own;
  if (first !== undefined && second !== undefined) {
    store.access.applicationOwners.get(first.applicationId)?.set(second.principalId, 'servicePrincipal');
  }
}
