/** Measures the evaluation of a large tenant in pages, in a process of its own, and prints one JSON document. */
import { startEvaluation } from '#access-policy/checks/evaluate.js';
import { PROFILE_NAMES } from '#access-policy/checks/profiles.js';
import { tenantOf, withUsers, type UserPage } from '#access-policy/model/user-pages.js';
import type { JsonObject } from '#kernel/json.js';
import { people, policyTenant } from '../policy-tenant.js';

/** Argument: number of accounts. */
const PEOPLE = Number(process.argv[2] ?? '1000000');
const POLICIES = 200;
const PAGE_SIZE = 2_000;
/** Every so many-th account is an administrator; their number does not grow with the tenant. */
const ADMINISTRATORS = 1_000;
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

const groupIds = [
  ...Array.from({ length: 20 }, (_, index) => `department-${index}`),
  ...Array.from({ length: 10 }, (_, index) => `exception-${index}`),
];

function tenant(): JsonObject {
  return {
    ...policyTenant(POLICIES).source,
    groups: groupIds.map((id) => ({ id, displayName: id, members: [] })),
    roleDefinitions: [],
    roleAssignments: Array.from({ length: ADMINISTRATORS }, (_, index) => ({
      principalId: `user-${index}`,
      roleDefinitionId: GLOBAL_ADMINISTRATOR,
      directoryScopeId: '/',
    })),
    roleEligibilityScheduleInstances: [],
    userRegistrationDetails: [],
    subscribedSkus: [
      {
        capabilityStatus: 'Enabled',
        servicePlans: [{ servicePlanName: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }],
      },
    ],
    organization: { id: 'tenant', onPremisesSyncEnabled: null },
  };
}

/** Accounts as a database gives them: every property there, null where it has no value. */
function* pages(): Generator<UserPage> {
  let users: JsonObject[] = [];
  let members = new Map<string, string[]>();
  for (const { id, groupIds: own, isGuestOf } of people(PEOPLE)) {
    const userType = isGuestOf('b2bCollaborationGuest') === 2 ? 'Guest' : 'Member';
    const nulls = { creationType: null, externalUserState: null, onPremisesSyncEnabled: null };
    const name = { displayName: `User ${id}`, userPrincipalName: `${id}@contoso.com` };
    users.push({ id, ...name, accountEnabled: true, userType, ...nulls, onPremisesImmutableId: null });
    for (const group of own) members.set(group, [...(members.get(group) ?? []), id]);
    if (users.length < PAGE_SIZE) continue;
    yield { users, membersByGroup: members, registrations: users.map(registration) };
    [users, members] = [[], new Map()];
  }
  if (users.length > 0) yield { users, membersByGroup: members, registrations: users.map(registration) };
}

function registration(user: JsonObject): JsonObject {
  return { id: user['id'] ?? null, isMfaRegistered: true, isMfaCapable: true, methodsRegistered: [] };
}

const [start, cpu] = [performance.now(), process.cpuUsage()];
const whole = tenantOf(tenant(), []);
const evaluation = startEvaluation(whole, {
  profiles: PROFILE_NAMES,
  exemptions: new Map(),
  now: new Date('2026-11-24T12:00:00Z'),
});
let rows = 0;
for (const page of pages()) rows += evaluation.add(withUsers(whole, page)).length;
const { checks } = evaluation.finish();
const { user, system } = process.cpuUsage(cpu);
const report = {
  people: rows,
  checks: checks.semantic.length + checks.scuba.length,
  wallMs: Math.round(performance.now() - start),
  cpuMs: Math.round((user + system) / 1000),
  peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
