import type { SimulatorContext } from '../model.js';
import { text } from '#kernel/json.js';
import { createTenant } from './generate.js';
import { INITIAL_DOMAIN, PRIMARY_DOMAIN } from './people.js';
import type { TenantStore } from './tenant-store.js';

/** Domains of the second tenant. */
export const OTHER_DOMAIN = 'fabrikam.example';
const OTHER_INITIAL_DOMAIN = 'fabrikamdemo.onmicrosoft.com';

/** A small tenant of another organisation, for everything that must not mix. */
export function createOtherTenant(context: SimulatorContext): TenantStore {
  const options = {
    ...context.options,
    users: 5,
    groups: 2,
    seed: context.options.seed + 7_919,
    tenant: undefined,
  };
  const store = createTenant({ ...context, options });
  const rename = (name: string): string =>
    name.replaceAll(PRIMARY_DOMAIN, OTHER_DOMAIN).replaceAll(INITIAL_DOMAIN, OTHER_INITIAL_DOMAIN);
  for (const user of store.users.values()) {
    Object.assign(user, {
      userPrincipalName: rename(text(user['userPrincipalName'])),
      mail: rename(text(user['mail'])),
    });
  }
  for (const domain of store.domains) domain['id'] = rename(text(domain['id']));
  store.policies.renameDomains(rename);
  const verified = store.organization['verifiedDomains'];
  const verifiedDomains = JSON.parse(rename(JSON.stringify(verified ?? []))) as typeof verified;
  Object.assign(store.organization, { displayName: 'Fabrikam', verifiedDomains: verifiedDomains ?? [] });
  return store;
}
