import { text } from '#kernel/json.js';
import { createRandom, type Random } from '#kernel/random.js';
import type { LicenceLevel, SimulatorContext } from '../model.js';
import type { DirectoryObject } from './directory.js';
import { loadAccess } from './access/load-access.js';
import { FURTHER_ROLES } from './access/builtin-roles.js';
import { deviceShape } from './access/device-recipe.js';
import { generateAccess } from './access/generate-access.js';
import { grantRole } from './access/role-assignments.js';
import { makeApplications } from './applications.js';
import { guidFrom, guidOf } from './guids.js';
import { makeGroups } from './groups.js';
import { numberAll } from './numbers.js';
import { INITIAL_DOMAIN, makeMember, makePerson, PRIMARY_DOMAIN } from './people.js';
import { generatePolicies } from './policy/generate-policies.js';
import { BUILT_IN_ROLES } from './roles.js';
import { SIGN_IN_USERS } from './sign-in-users.js';
import { TenantStore } from './tenant-store.js';

export { SIGN_IN_USERS } from './sign-in-users.js';

const SKUS: Readonly<Record<LicenceLevel, readonly (readonly [string, string, string])[]>> = {
  free: [['f245ecc8-75af-4f8e-b61f-27d8114de5f3', 'O365_BUSINESS_PREMIUM', 'EXCHANGE_S_STANDARD']],
  p1: [['078d2b04-f1bd-4111-bbd4-b4b1b354cef4', 'AAD_PREMIUM', 'AAD_PREMIUM']],
  p2: [['84a661c4-e949-4bd2-a560-ed7766fcaf2b', 'AAD_PREMIUM_P2', 'AAD_PREMIUM_P2']],
};

/** Builds the tenant that the options describe: the same options give the same tenant. */
export function createTenant(context: SimulatorContext): TenantStore {
  const store = new TenantStore(context.options, context.clock);
  if (context.options.tenant !== undefined) loadTenant(store);
  else generateTenant(store);
  const collections = [store.users, store.groups, store.devices, store.orgContacts, store.servicePrincipals];
  for (const collection of [...collections, store.applications]) numberAll(collection.values());
  if (context.options.tenant === undefined) generateAccess(store);
  store.live = true;
  return store;
}

function generateTenant(store: TenantStore): void {
  const { seed, users, licence } = store.options;
  const random = createRandom(`tenant ${seed}`);
  makeOrganization(store, random.fork('organization'));
  makeRoles(store);
  const licences = SKUS[licence].map(([skuId]) => skuId);
  const people = random.fork('people');
  makeSignInUsers(store, people, licences);
  for (let n = store.users.size; n < users; n += 1) {
    const person = makePerson(people, n, licences);
    store.users.set(text(person['id']), person);
  }
  makeManagers(store, random.fork('managers'));
  makeOthers(store, random.fork('others'));
  makeGroups(store, random.fork('groups'));
  assignRoles(store, random.fork('roles'));
  generatePolicies(store);
}

function makeOrganization(store: TenantStore, random: Random): void {
  const id = guidFrom(random);
  store.organization = {
    id,
    deletedDateTime: null,
    businessPhones: [],
    city: 'Pittsburgh',
    country: null,
    countryLetterCode: 'US',
    createdDateTime: '2019-03-01T09:00:00Z',
    defaultUsageLocation: 'US',
    displayName: 'Contoso',
    isMultipleDataLocationsForServicesEnabled: null,
    marketingNotificationEmails: [],
    onPremisesLastSyncDateTime: '2026-06-01T07:30:00Z',
    onPremisesSyncEnabled: true,
    partnerTenantType: null,
    postalCode: '15222',
    preferredLanguage: 'en',
    privacyProfile: null,
    securityComplianceNotificationMails: [],
    securityComplianceNotificationPhones: [],
    state: 'PA',
    street: null,
    technicalNotificationMails: [`it@${PRIMARY_DOMAIN}`],
    tenantType: 'AAD',
    directorySizeQuota: { used: store.options.users, total: 300_000 },
    assignedPlans: SKUS[store.options.licence].map(([, , plan]) => ({
      assignedDateTime: '2024-01-10T00:00:00Z',
      capabilityStatus: 'Enabled',
      service: 'AADPremiumService',
      servicePlanId: guidOf(plan),
    })),
    provisionedPlans: [],
    verifiedDomains: [
      verifiedDomain(INITIAL_DOMAIN, true, false),
      verifiedDomain(PRIMARY_DOMAIN, false, true),
    ],
  };
  store.domains.push(domain(INITIAL_DOMAIN, true, false), domain(PRIMARY_DOMAIN, false, true));
  store.subscribedSkus.push(
    ...SKUS[store.options.licence].map((sku) => subscribedSku(id, sku, store.options.users)),
  );
}

function verifiedDomain(name: string, isInitial: boolean, isDefault: boolean): DirectoryObject {
  return { capabilities: 'Email, OfficeCommunicationsOnline', isDefault, isInitial, name, type: 'Managed' };
}

function domain(id: string, isInitial: boolean, isDefault: boolean): DirectoryObject {
  return {
    id,
    authenticationType: 'Managed',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault,
    isInitial,
    isRoot: true,
    isVerified: true,
    passwordNotificationWindowInDays: 14,
    passwordValidityPeriodInDays: 2_147_483_647,
    state: null,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  };
}

function subscribedSku(
  tenantId: string,
  [skuId, skuPartNumber, plan]: readonly [string, string, string],
  users: number,
): DirectoryObject {
  return {
    accountId: guidOf('account'),
    accountName: 'contosodemo',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: Math.floor(users * 0.8),
    id: `${tenantId}_${skuId}`,
    prepaidUnits: { enabled: users + 50, lockedOut: 0, suspended: 0, warning: 0 },
    servicePlans: [
      {
        appliesTo: 'User',
        provisioningStatus: 'Success',
        servicePlanId: guidOf(plan),
        servicePlanName: plan,
      },
    ],
    skuId,
    skuPartNumber,
    subscriptionIds: [guidOf(`${skuId} subscription`)],
  };
}

function makeRoles(store: TenantStore): void {
  for (const [templateId, displayName, isPrivileged] of [...BUILT_IN_ROLES, ...FURTHER_ROLES]) {
    store.roleDefinitions.set(templateId, {
      id: templateId,
      description: `${displayName} of the directory.`,
      displayName,
      isBuiltIn: true,
      isEnabled: true,
      isPrivileged,
      resourceScopes: ['/'],
      templateId,
      inheritsPermissionsFrom: [{ id: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b' }],
      version: '1',
      rolePermissions: [
        { allowedResourceActions: ['microsoft.directory/users/standard/read'], condition: null },
      ],
    });
  }
}

function makeSignInUsers(store: TenantStore, random: Random, licences: readonly string[]): void {
  const named: readonly (readonly [string, string])[] = [
    [SIGN_IN_USERS.globalAdministrator, 'Ada Admin'],
    [SIGN_IN_USERS.applicationAdministrator, 'Bo Application-Administrator'],
    [SIGN_IN_USERS.employee, 'Eve Employee'],
  ];
  for (const [n, [upn, displayName]] of named.entries()) {
    const person = makeMember(random, n, licences);
    Object.assign(person, { userPrincipalName: upn, mail: upn, displayName, accountEnabled: true });
    Object.assign(person, { proxyAddresses: [`SMTP:${upn}`] });
    store.users.set(text(person['id']), person);
  }
}

/** A tree: everyone but the first reports to somebody before them. */
function makeManagers(store: TenantStore, random: Random): void {
  const members = [...store.users.values()].filter((user) => user['userType'] === 'Member');
  for (const [index, user] of members.entries()) {
    if (index === 0 || random.next() < 0.05) continue;
    const manager = members[random.integer(0, Math.floor((index - 1) / 8))];
    if (manager !== undefined) store.setManager(text(user['id']), text(manager['id']));
  }
}

function makeOthers(store: TenantStore, random: Random): void {
  const count = Math.min(50, 3 + Math.floor(store.options.users / 50));
  for (let n = 0; n < count; n += 1) {
    const id = guidFrom(random);
    store.devices.set(
      id,
      deviceShape({
        id,
        accountEnabled: true,
        deviceId: guidFrom(random),
        displayName: `DESKTOP-${String(n).padStart(4, '0')}`,
        isCompliant: random.next() < 0.7,
        isManaged: random.next() < 0.8,
        operatingSystem: 'Windows',
        operatingSystemVersion: '10.0.26100',
        trustType: random.pick(['AzureAd', 'ServerAd', 'Workplace']),
      }),
    );
    const contactId = guidFrom(random);
    store.orgContacts.set(contactId, {
      id: contactId,
      displayName: `Contact ${n}`,
      mail: `contact${n}@fabrikam.com`,
    });
  }
  makeApplications(store, random.fork('applications'), count);
}

function assignRoles(store: TenantStore, random: Random): void {
  const byUpn = (upn: string): string | undefined => store.userByUpn(upn);
  assignRole(store, '62e90394-69f5-4237-9190-012177145e10', byUpn(SIGN_IN_USERS.globalAdministrator));
  assignRole(store, '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', byUpn(SIGN_IN_USERS.applicationAdministrator));
  const members = [...store.users.values()].filter((user) => user['userType'] === 'Member').slice(3, 400);
  if (members.length === 0) return;
  for (let n = 0; n < 12; n += 1) {
    const [roleId] = random.pick(BUILT_IN_ROLES.slice(1));
    assignRole(store, roleId, text(random.pick(members)['id']));
  }
}

/** Gives somebody a directory role in the whole tenant. */
export function assignRole(store: TenantStore, roleId: string, principalId: string | undefined): void {
  if (principalId !== undefined) grantRole(store, { roleId, principalId });
}

/** Serves the tenant of a truth document. */
function loadTenant(store: TenantStore): void {
  const document = store.options.tenant;
  if (document === undefined) return;
  store.organization = { ...document.organization };
  store.domains.push(...document.domains.map((object) => ({ ...object })));
  store.subscribedSkus.push(...document.subscribedSkus.map((object) => ({ ...object })));
  store.policies.load(document);
  const collections = [
    'users',
    'groups',
    'devices',
    'orgContacts',
    'servicePrincipals',
    'applications',
    'directoryRoles',
    'roleDefinitions',
    'roleAssignments',
  ] as const;
  for (const name of collections) {
    for (const object of document[name]) store[name].set(text(object['id']), { ...object });
  }
  for (const [id, manager] of Object.entries(document.managers)) store.setManager(id, manager);
  for (const relation of ['members', 'owners'] as const) {
    for (const [groupId, links] of Object.entries(document[relation])) {
      for (const link of links)
        store.link(relation, groupId, link.id, link['@odata.type'].replace('#microsoft.graph.', ''));
    }
  }
  for (const [id, links] of Object.entries(document.directoryRoleMembers)) {
    store.directoryRoleMembers.set(
      id,
      new Map(links.map((link) => [link.id, link['@odata.type'].replace('#microsoft.graph.', '')])),
    );
  }
  loadAccess(store, document);
}
