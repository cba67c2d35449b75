import { createRandom } from '#kernel/random.js';
import type { TenantStore } from '../tenant-store.js';
import { numberAll } from '../numbers.js';
import { makeAuditHistory } from './audit-history.js';
import { castOf } from './cast.js';
import { makeConsents } from './consents.js';
import { makeGroupPim } from './group-pim.js';
import { makePersonal } from './personal.js';
import { makePrincipals } from './principals.js';
import { makeReports } from './reports.js';
import { makeRoleHolders } from './role-holders.js';
import { makeUnits } from './units.js';

/**
 * Generates who has access to what, after people, groups and memberships and from streams of its own: those are the
 * same for a seed as they were before.
 */
export function generateAccess(store: TenantStore): void {
  const random = createRandom(`access ${store.options.seed}`);
  const cast = castOf(store);
  makeUnits(store, random.fork('units'), cast);
  makeRoleHolders(store, random.fork('role holders'), cast);
  if (store.options.licence === 'p2') makeGroupPim(store, random.fork('group PIM'), cast);
  const principals = makePrincipals(store, random.fork('principals'));
  makeConsents(store, random.fork('consents'), cast, principals);
  makePersonal(store);
  makeReports(store, random.fork('reports'), cast);
  makeAuditHistory(store, random.fork('audit history'), cast);
  const { administrativeUnits, oauth2PermissionGrants } = store.access;
  const collections = [
    store.servicePrincipals,
    store.applications,
    administrativeUnits,
    oauth2PermissionGrants,
  ];
  for (const collection of collections) numberAll(collection.values());
}
