import type { Random } from '#kernel/random.js';
import { applicationShape, passwordCredential, servicePrincipalShape } from './access/app-shapes.js';
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
  const [id, keyId] = [guidFrom(random), guidFrom(random)];
  return applicationShape({
    id,
    appId,
    displayName,
    identifierUris: [`api://${appId}`],
    passwordCredentials: [
      passwordCredential(keyId, 'Production', '2025-06-01T00:00:00Z', '2027-06-01T00:00:00Z'),
    ],
    publisherDomain: PRIMARY_DOMAIN,
  });
}

function makePrincipal(
  random: Random,
  { appId, displayName }: { readonly appId: string; readonly displayName: string },
  tenantId: string,
): DirectoryObject {
  return servicePrincipalShape({
    id: guidFrom(random),
    appId,
    appOwnerOrganizationId: tenantId,
    displayName,
    publisherName: 'Contoso',
    tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
  });
}

function guidAt(object: DirectoryObject): string {
  return typeof object['id'] === 'string' ? object['id'] : '';
}
