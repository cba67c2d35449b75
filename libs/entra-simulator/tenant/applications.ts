import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from './directory.js';
import { guidFrom, guidOf } from './guids.js';
import { PRIMARY_DOMAIN } from './people.js';
import type { TenantStore } from './tenant-store.js';

/** Adds applications with their service principals; one of them is the tenant's own registration. */
export function makeApplications(store: TenantStore, random: Random, count: number): void {
  const own = guidOf(`own-client ${store.options.seed}`);
  addApplication(store, random, { appId: own, displayName: "Contoso's own registration" });
  for (let n = 0; n < count; n += 1) {
    addApplication(store, random, { appId: guidFrom(random), displayName: `Line of business app ${n}` });
  }
}

function addApplication(
  store: TenantStore,
  random: Random,
  named: { readonly appId: string; readonly displayName: string },
): void {
  const application = makeApplication(random, named);
  store.applications.set(guidAt(application), application);
  const principal = makePrincipal(random, named, store.tenantId);
  store.servicePrincipals.set(guidAt(principal), principal);
}

function makeApplication(
  random: Random,
  { appId, displayName }: { readonly appId: string; readonly displayName: string },
): DirectoryObject {
  return {
    id: guidFrom(random),
    deletedDateTime: null,
    appId,
    createdDateTime: '2025-02-01T10:00:00Z',
    displayName,
    identifierUris: [`api://${appId}`],
    keyCredentials: [],
    passwordCredentials: [
      {
        customKeyIdentifier: null,
        displayName: 'Production',
        endDateTime: '2027-06-01T00:00:00Z',
        hint: 'sim',
        keyId: guidFrom(random),
        secretText: null,
        startDateTime: '2025-06-01T00:00:00Z',
      },
    ],
    publisherDomain: PRIMARY_DOMAIN,
    requiredResourceAccess: [],
    signInAudience: 'AzureADMyOrg',
    tags: [],
    web: { homePageUrl: null, redirectUris: [] },
  };
}

function makePrincipal(
  random: Random,
  { appId, displayName }: { readonly appId: string; readonly displayName: string },
  tenantId: string,
): DirectoryObject {
  return {
    id: guidFrom(random),
    deletedDateTime: null,
    accountEnabled: true,
    addIns: [],
    appDisplayName: displayName,
    appId,
    appOwnerOrganizationId: tenantId,
    appRoleAssignmentRequired: false,
    appRoles: [],
    createdDateTime: '2025-02-01T10:00:00Z',
    displayName,
    homepage: null,
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    keyCredentials: [],
    logoutUrl: null,
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    publisherName: 'Contoso',
    replyUrls: [],
    servicePrincipalNames: [appId],
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMyOrg',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  };
}

function guidAt(object: DirectoryObject): string {
  return typeof object['id'] === 'string' ? object['id'] : '';
}
