import type { JsonObject } from '#kernel/json.js';
import type { TenantStore } from '#simulator/tenant/tenant-store.js';

/**
 * Changes a share of the accounts (their job title) and of the memberships (half end, half begin), spread evenly
 * over the tenant.
 */
export function changeShare(tenant: TenantStore, share: number): JsonObject {
  const every = Math.round(1 / share);
  const users = [...tenant.users.keys()];
  let accounts = 0;
  for (let n = every - 1; n < users.length; n += every) {
    tenant.change('users', users[n] ?? '', { jobTitle: `Changed ${n}` });
    accounts += 1;
  }
  return { accounts, memberships: changeMemberships(tenant, users, every) };
}

function changeMemberships(tenant: TenantStore, users: readonly string[], every: number): number {
  let seen = 0;
  let changed = 0;
  for (const [groupId, members] of [...tenant.members]) {
    for (const [target] of [...members]) {
      seen += 1;
      if (seen % every !== 0) continue;
      changed += 1;
      const joiner = users[(seen * 7) % users.length] ?? '';
      if (changed % 2 === 0 || members.has(joiner)) tenant.unlink('members', groupId, target);
      else tenant.link('members', groupId, joiner, 'user');
    }
  }
  return changed;
}
