import { text, type Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { guidFrom } from '../guids.js';
import { instant, type TenantStore } from '../tenant-store.js';
import { restoreApp, softDeleteApp } from './app-lifecycle.js';
import { passwordCredential, servicePrincipalShape } from './app-shapes.js';
import { audit, principalTarget } from './audit.js';
import { assignApp, consentScopes, rolesFor } from './consents.js';
import { GRAPH_APP_ID, GRAPH_APP_ROLES } from './graph-permissions.js';
import { hoursFromNow, someKey, someUser, type AccessMutation } from './mutation.js';

const YEAR_HOURS = 365 * 24;

/** Changes of applications, service principals and what they may do. */
export const MUTATE_APPS: readonly AccessMutation[] = [
  ['person assigned to an app', 8, assignPerson],
  ['assignment to an app removed', 6, removeAssignment],
  ['permission granted to an app', 4, grantPermission],
  ['consent given', 4, consent],
  ['consent revoked', 3, revokeConsent],
  ['app added', 3, addApp],
  ['service principal deleted', 1, deletePrincipal],
  ['service principal restored', 1, restorePrincipal],
  ['application deleted', 1, deleteApplication],
  ['application restored', 1, restoreApplication],
  ['secret added', 3, addSecret],
  ['app disabled', 2, disableApp],
  ['application owner added', 2, addOwner],
];

function assignPerson(store: TenantStore, random: Random): boolean {
  const [resourceId, principalId] = [someKey(store.servicePrincipals, random), someUser(store, random)];
  if (resourceId === undefined || principalId === undefined) return false;
  if (store.servicePrincipals.get(resourceId)?.['appId'] === GRAPH_APP_ID) return false;
  const appRoleId = random.pick(rolesFor(store, resourceId));
  assignApp(store, { resourceId, principalId, appRoleId }, hoursFromNow(store, 0));
  auditApp(store, 'Add app role assignment grant to user', 'Assign', principalId, resourceId);
  return true;
}

function removeAssignment(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.appRoleAssignments, random);
  const held = store.access.appRoleAssignments.get(id ?? '');
  if (id === undefined || held === undefined) return false;
  store.access.appRoleAssignments.delete(id);
  const [principalId, resourceId] = [text(held['principalId']), text(held['resourceId'])];
  auditApp(store, 'Remove app role assignment', 'Unassign', principalId, resourceId);
  return true;
}

function grantPermission(store: TenantStore, random: Random): boolean {
  const [principalId, resourceId] = [someKey(store.servicePrincipals, random), graphOf(store)];
  if (principalId === undefined || resourceId === undefined) return false;
  const appRoleId = random.pick(Object.values(GRAPH_APP_ROLES));
  assignApp(store, { resourceId, principalId, appRoleId }, hoursFromNow(store, 0));
  auditApp(store, 'Add app role assignment to service principal', 'Assign', principalId, resourceId);
  return true;
}

function consent(store: TenantStore, random: Random): boolean {
  const [clientId, resourceId] = [someKey(store.servicePrincipals, random), graphOf(store)];
  const person = random.next() < 0.7 ? someUser(store, random) : undefined;
  if (clientId === undefined || resourceId === undefined) return false;
  const scope = random.pick(['openid profile User.Read', 'User.Read Mail.Read offline_access']);
  consentScopes(store, {
    clientId,
    resourceId,
    scope,
    ...(person === undefined ? {} : { principalId: person }),
  });
  auditApp(store, 'Consent to application', 'Assign', person ?? clientId, clientId);
  return true;
}

function revokeConsent(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.oauth2PermissionGrants, random);
  const grant = store.access.oauth2PermissionGrants.get(id ?? '');
  if (id === undefined || grant === undefined) return false;
  store.access.oauth2PermissionGrants.delete(id);
  store.log.noteObject('oauth2PermissionGrants', id, 'deleted');
  auditApp(
    store,
    'Remove delegated permission grant',
    'Unassign',
    text(grant['clientId']),
    text(grant['clientId']),
  );
  return true;
}

function addApp(store: TenantStore, random: Random): boolean {
  const [id, appId] = [guidFrom(random), guidFrom(random)];
  const displayName = `Newly consented app ${random.integer(1, 9_999)}`;
  const createdDateTime = instant(store.clock);
  const shape = { id, appId, appOwnerOrganizationId: guidFrom(random), createdDateTime, displayName };
  store.add('servicePrincipals', servicePrincipalShape({ ...shape, signInAudience: 'AzureADMultipleOrgs' }));
  return true;
}

/** Microsoft Graph stays, and so does what its apps may do. */
function deletePrincipal(store: TenantStore, random: Random): boolean {
  const id = someKey(store.servicePrincipals, random);
  if (id === undefined || id === graphOf(store)) return false;
  softDeleteApp(store, 'servicePrincipals', id);
  return true;
}

function restorePrincipal(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.deletedServicePrincipals, random);
  if (id !== undefined) restoreApp(store, 'servicePrincipals', id);
  return id !== undefined;
}

function deleteApplication(store: TenantStore, random: Random): boolean {
  const id = someKey(store.applications, random, 1);
  if (id !== undefined) softDeleteApp(store, 'applications', id);
  return id !== undefined;
}

function restoreApplication(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.deletedApplications, random);
  if (id !== undefined) restoreApp(store, 'applications', id);
  return id !== undefined;
}

function addSecret(store: TenantStore, random: Random): boolean {
  const id = someKey(store.applications, random);
  const before: Json | undefined = store.applications.get(id ?? '')?.['passwordCredentials'];
  if (id === undefined || !Array.isArray(before)) return false;
  const [start, end] = [hoursFromNow(store, 0), hoursFromNow(store, YEAR_HOURS)];
  const secret = passwordCredential(guidFrom(random), 'Rotated', start, end);
  store.change('applications', id, { passwordCredentials: [...(before as readonly Json[]), secret] });
  return true;
}

function disableApp(store: TenantStore, random: Random): boolean {
  const id = someKey(store.servicePrincipals, random);
  if (id === undefined || id === graphOf(store)) return false;
  const enabled = store.servicePrincipals.get(id)?.['accountEnabled'] === true;
  store.change('servicePrincipals', id, { accountEnabled: !enabled });
  return true;
}

function addOwner(store: TenantStore, random: Random): boolean {
  const [id, userId] = [someKey(store.applications, random), someUser(store, random)];
  if (id === undefined || userId === undefined) return false;
  const owners = store.access.applicationOwners.get(id) ?? new Map<string, string>();
  owners.set(userId, 'user');
  store.access.applicationOwners.set(id, owners);
  auditApp(store, 'Add owner to application', 'Assign', userId, id);
  return true;
}

function graphOf(store: TenantStore): string | undefined {
  for (const [id, principal] of store.servicePrincipals) if (principal['appId'] === GRAPH_APP_ID) return id;
  return undefined;
}

function auditApp(
  store: TenantStore,
  activity: string,
  operation: 'Assign' | 'Unassign',
  principalId: string,
  resourceId: string,
): void {
  const targets = [principalTarget(store, principalId), principalTarget(store, resourceId)];
  audit(store, { category: 'ApplicationManagement', activity, operation, targets });
}
