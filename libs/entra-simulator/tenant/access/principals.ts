import { text, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom, guidOf } from '../guids.js';
import { GENESIS, PRIMARY_DOMAIN } from '../people.js';
import type { TenantStore } from '../tenant-store.js';
import { applicationShape, keyCredential, passwordCredential, servicePrincipalShape } from './app-shapes.js';
import { appRole, GRAPH_APP_ID, GRAPH_APP_ROLES, graphAppRoles, graphScopes } from './graph-permissions.js';
import { FIRST_PARTY, MICROSOFT_SERVICES, VENDORS, type Vendor } from './vendors.js';

const DAY_MS = 86_400_000;
const OWN_APPS_MAX = 200;
const IDENTITIES_MAX = 40;

/** An app of the tenant's own, with the permissions of Microsoft Graph that it asks for. */
export interface OwnApp {
  readonly principalId: string;
  readonly applicationId: string;
  readonly roles: readonly string[];
}

/** The service principals that were made, by what they are. */
export interface Principals {
  readonly graphId: string;
  /** Service principal id by vendor. */
  readonly vendors: ReadonlyMap<Vendor, string>;
  readonly own: readonly OwnApp[];
  readonly managedIdentities: readonly string[];
}

/** Adds the service principals of Microsoft, of other companies, of the tenant's own apps, and managed identities. */
export function makePrincipals(store: TenantStore, random: Random): Principals {
  const microsoft = FIRST_PARTY.map(([name, appId]) => addMicrosoft(store, random, name, appId));
  const vendors = new Map(VENDORS.map((vendor) => [vendor, addVendor(store, random, vendor)]));
  const { users } = store.options;
  const ownCount = Math.min(OWN_APPS_MAX, 5 + Math.floor(users / 40));
  const own = Array.from({ length: ownCount }, (_, n) => addOwnApp(store, random, n));
  const identityCount = Math.min(IDENTITIES_MAX, 2 + Math.floor(users / 100));
  const managedIdentities = Array.from({ length: identityCount }, (_, n) => addIdentity(store, random, n));
  return { graphId: microsoft[0] ?? '', vendors, own, managedIdentities };
}

function add(store: TenantStore, principal: DirectoryObject): string {
  const id = text(principal['id']);
  store.servicePrincipals.set(id, principal);
  return id;
}

function addMicrosoft(store: TenantStore, random: Random, displayName: string, appId: string): string {
  return add(
    store,
    servicePrincipalShape({
      id: guidFrom(random),
      appId,
      appOwnerOrganizationId: MICROSOFT_SERVICES,
      appRoles: appId === GRAPH_APP_ID ? graphAppRoles() : otherResourceRoles(displayName),
      createdDateTime: '2019-03-01T09:00:00Z',
      displayName,
      oauth2PermissionScopes: appId === GRAPH_APP_ID ? graphScopes() : [],
      publisherName: 'Microsoft Services',
      signInAudience: 'AzureADMultipleOrgs',
    }),
  );
}

/** Application permissions of other resources of Microsoft that open whole services. */
function otherResourceRoles(displayName: string): readonly JsonObject[] {
  if (displayName === 'Office 365 Exchange Online') {
    return [
      appRole('dc890d15-9560-4a4c-9b7f-a736ec74ec40', 'full_access_as_app', ['Application']),
      appRole('dc50a0fb-09a3-484d-be87-e023b12c6440', 'Exchange.ManageAsApp', ['Application']),
    ];
  }
  if (displayName !== 'Office 365 SharePoint Online') return [];
  return [appRole('678536fe-1083-478a-9c59-b99265e6b0d3', 'Sites.FullControl.All', ['Application'])];
}

function addVendor(store: TenantStore, random: Random, vendor: Vendor): string {
  const appId = guidOf(`vendor ${vendor.name}`);
  const verifiedPublisher = {
    displayName: vendor.publisher,
    verifiedPublisherId: String(random.integer(1_000_000, 9_999_999)),
    addedDateTime: '2022-05-11T08:00:00Z',
  };
  return add(
    store,
    servicePrincipalShape({
      id: guidFrom(random),
      accountEnabled: vendor.disabled !== true,
      appId,
      appOwnerOrganizationId: guidOf(`vendor tenant ${vendor.publisher}`),
      appRoleAssignmentRequired: random.next() < 0.4,
      appRoles: [appRole(guidOf(`${vendor.name} user`), 'User', ['User'])],
      createdDateTime: daysFromGenesis(-random.integer(20, 1_500)),
      displayName: vendor.name,
      homepage: `https://${vendor.publisher.split(' ').join('').toLowerCase()}.example`,
      publisherName: vendor.publisher,
      signInAudience: 'AzureADMultipleOrgs',
      tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      ...(vendor.verified ? { verifiedPublisher } : {}),
    }),
  );
}

const OWN_PERMISSIONS: readonly (readonly string[])[] = [
  ['User.Read.All'],
  ['Mail.Send'],
  [],
  ['Group.ReadWrite.All', 'User.Read.All'],
  ['Directory.Read.All'],
  ['Application.ReadWrite.OwnedBy'],
  ['Policy.ReadWrite.ConditionalAccess', 'Policy.Read.All'],
];

function addOwnApp(store: TenantStore, random: Random, n: number): OwnApp {
  const [applicationId, principalId, appId] = [guidFrom(random), guidFrom(random), guidFrom(random)];
  const displayName = `Contoso ${['Portal', 'Integration', 'Reporting', 'Robot', 'Intranet'][n % 5] ?? 'App'} ${n}`;
  const roles = OWN_PERMISSIONS[n % OWN_PERMISSIONS.length] ?? [];
  const appRoles =
    n % 3 === 0
      ? ['Admin', 'Reader'].map((value) =>
          appRole(guidOf(`${appId} ${value}`), value, ['User', 'Application']),
        )
      : [];
  store.applications.set(
    applicationId,
    applicationShape({
      id: applicationId,
      appId,
      appRoles,
      createdDateTime: daysFromGenesis(-random.integer(30, 1_800)),
      displayName,
      identifierUris: [`api://${appId}`],
      ...credentials(random, n),
      publisherDomain: PRIMARY_DOMAIN,
      requiredResourceAccess: requiredAccess(roles),
    }),
  );
  const shape = { id: principalId, appId, appOwnerOrganizationId: store.tenantId, appRoles, displayName };
  add(
    store,
    servicePrincipalShape({
      ...shape,
      appRoleAssignmentRequired: n % 3 === 0,
      publisherName: 'Contoso',
      tags: n % 4 === 3 ? [] : ['WindowsAzureActiveDirectoryIntegratedApp'],
    }),
  );
  return { principalId, applicationId, roles };
}

/** Days until the credentials of an app end: long expired, soon, late, in the far future; some have a certificate. */
const ENDS: readonly (readonly number[])[] = [[-90], [14], [400], [-200, 300], [36_500], [], [6]];

function credentials(random: Random, n: number): DirectoryObject {
  const ends = ENDS[n % ENDS.length] ?? [];
  const secrets = ends.map((days, index) =>
    passwordCredential(guidFrom(random), `Secret ${index + 1}`, daysFromGenesis(-365), daysFromGenesis(days)),
  );
  const certificate = keyCredential(
    guidFrom(random),
    `CN=app${n}.${PRIMARY_DOMAIN}`,
    daysFromGenesis(-100),
    daysFromGenesis(n % 2 === 0 ? 265 : -5),
  );
  return { passwordCredentials: secrets, keyCredentials: n % 3 === 1 ? [certificate] : [] };
}

function requiredAccess(roles: readonly string[]): readonly JsonObject[] {
  const scope = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' };
  const access = roles.map((role) => ({ id: GRAPH_APP_ROLES[role] ?? '', type: 'Role' }));
  return [{ resourceAppId: GRAPH_APP_ID, resourceAccess: [scope, ...access] }];
}

function addIdentity(store: TenantStore, random: Random, n: number): string {
  const id = guidFrom(random);
  const resource = `/subscriptions/${guidOf('subscription')}/resourcegroups/prod/providers/Microsoft.Web/sites/app${n}`;
  return add(
    store,
    servicePrincipalShape({
      id,
      alternativeNames: [`isExplicit=${n % 2 === 0 ? 'False' : 'True'}`, resource],
      appDisplayName: null,
      appId: guidFrom(random),
      displayName: `func-contoso-${n}`,
      servicePrincipalType: 'ManagedIdentity',
      signInAudience: null,
    }),
  );
}

function daysFromGenesis(days: number): string {
  return `${new Date(GENESIS.getTime() + days * DAY_MS).toISOString().slice(0, 19)}Z`;
}
