import type { Json } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { createRandom, type Random } from '#kernel/random.js';
import { auditPolicy } from '../access/audit.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';
import { instant, type TenantStore } from '../tenant-store.js';
import { buildPolicy, grant, objectAt, withPart } from './ca-builder.js';
import { range } from './named-locations.js';

type Mutation = readonly [name: string, apply: (store: TenantStore, random: Random) => boolean];

/** One policy change to this many changes of the directory. */
const DIRECTORY_CHANGES_PER_POLICY_CHANGE = 10;

const MUTATIONS: readonly Mutation[] = [
  ['policy switched', switchPolicy],
  ['policy exclusion added', excludeSomebody],
  ['policy exclusions removed', excludeNobody],
  ['policy created', createPolicy],
  ['policy deleted', deletePolicy],
  ['named location changed', moveOffice],
  ['authentication method switched', switchMethod],
  ['guest invitations changed', changeInvitations],
];

/**
 * Puts the policies of a tenant through some changes, beside those of the directory and with a stream of its own:
 * changes of accounts and groups are the same for a seed as without it.
 */
export function mutatePolicies(
  store: TenantStore,
  order: { readonly seed: number; readonly changes: number },
): Readonly<Record<string, number>> {
  const random = createRandom(`policy mutation ${order.seed}`);
  const wanted = Math.floor(order.changes / DIRECTORY_CHANGES_PER_POLICY_CHANGE);
  const summary: Record<string, number> = {};
  for (let done = 0, tried = 0; done < wanted && tried < wanted * 20; tried += 1) {
    const [name, apply] = random.pick(MUTATIONS);
    if (!apply(store, random)) continue;
    summary[name] = (summary[name] ?? 0) + 1;
    done += 1;
  }
  return summary;
}

function somePolicy(store: TenantStore, random: Random): DirectoryObject | undefined {
  const policies = [...store.policies.collection('conditionalAccessPolicies').values()];
  return policies.length === 0 ? undefined : random.pick(policies);
}

function save(store: TenantStore, policy: DirectoryObject): boolean {
  const known = store.policies.collection('conditionalAccessPolicies').has(text(policy['id']));
  store.policies.add('conditionalAccessPolicies', { ...policy, modifiedDateTime: instant(store.clock) });
  const verb = known ? 'Update' : 'Add';
  auditPolicy(store, `${verb} conditional access policy`, verb, policy);
  return true;
}

function switchPolicy(store: TenantStore, random: Random): boolean {
  const policy = somePolicy(store, random);
  if (policy === undefined) return false;
  const states = ['enabled', 'enabledForReportingButNotEnforced', 'disabled'];
  return save(store, { ...policy, state: random.pick(states.filter((state) => state !== policy['state'])) });
}

function excludeSomebody(store: TenantStore, random: Random): boolean {
  const policy = somePolicy(store, random);
  const users = [...store.users.keys()].slice(0, 500);
  if (policy === undefined || users.length === 0) return false;
  const excluded = excludedUsers(policy);
  const user = random.pick(users);
  if (excluded.includes(user)) return false;
  return save(store, withPart(policy, 'users', { excludeUsers: [...excluded, user] }));
}

function excludeNobody(store: TenantStore, random: Random): boolean {
  const policy = somePolicy(store, random);
  if (policy === undefined || excludedUsers(policy).length === 0) return false;
  return save(store, withPart(policy, 'users', { excludeUsers: [] }));
}

function excludedUsers(policy: DirectoryObject): readonly Json[] {
  const { excludeUsers } = objectAt(objectAt(policy, 'conditions'), 'users');
  return Array.isArray(excludeUsers) ? (excludeUsers as readonly Json[]) : [];
}

function createPolicy(store: TenantStore, random: Random): boolean {
  if (store.options.licence === 'free') return false;
  const at = instant(store.clock);
  const policy = buildPolicy({
    id: guidFrom(random),
    displayName: `Draft ${at}`,
    state: 'enabledForReportingButNotEnforced',
    users: { includeUsers: ['All'] },
    applications: { includeApplications: ['Office365'] },
    grant: grant(['mfa']),
    month: 1,
  });
  return save(store, { ...policy, createdDateTime: at });
}

/** The policy for all users stays, for tests follow it. */
function deletePolicy(store: TenantStore, random: Random): boolean {
  const policy = somePolicy(store, random);
  const id = text(policy?.['id']);
  if (policy === undefined || id === store.policies.twist?.policyId) return false;
  auditPolicy(store, 'Delete conditional access policy', 'Delete', policy);
  return store.policies.collection('conditionalAccessPolicies').delete(id);
}

function moveOffice(store: TenantStore, random: Random): boolean {
  const networks = [...store.policies.collection('namedLocations').values()].filter(
    (place) => place['ipRanges'] !== undefined,
  );
  if (networks.length === 0) return false;
  const place = random.pick(networks);
  const ipRanges = [range(`192.0.2.${random.integer(0, 15) * 16}/28`)];
  store.policies.add('namedLocations', { ...place, ipRanges, modifiedDateTime: instant(store.clock) });
  auditPolicy(store, 'Update named location', 'Update', place);
  return true;
}

function switchMethod(store: TenantStore, random: Random): boolean {
  const policy = store.policies.singleton('authenticationMethodsPolicy');
  const methods = policy['authenticationMethodConfigurations'] as unknown as readonly DirectoryObject[];
  const chosen = random.pick(methods);
  const state = chosen['state'] === 'enabled' ? 'disabled' : 'enabled';
  store.policies.configure('authenticationMethodsPolicy', {
    lastModifiedDateTime: instant(store.clock),
    authenticationMethodConfigurations: methods.map((method) =>
      method === chosen ? { ...method, state } : method,
    ),
  });
  auditPolicy(store, 'Authentication Methods Policy Update', 'Update', policy);
  return true;
}

function changeInvitations(store: TenantStore, random: Random): boolean {
  const allowInvitesFrom = random.pick(['adminsAndGuestInviters', 'everyone', 'none']);
  if (store.policies.singleton('authorizationPolicy')['allowInvitesFrom'] === allowInvitesFrom) return false;
  store.policies.configure('authorizationPolicy', { allowInvitesFrom });
  const policy = store.policies.singleton('authorizationPolicy');
  auditPolicy(store, 'Update authorization policy', 'Update', policy);
  return true;
}
