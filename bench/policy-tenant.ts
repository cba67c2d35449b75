import type { CoveragePerson } from '#access-policy/mfa-coverage/coverage.js';
import { parseSnapshot, type Snapshot } from '#access-policy/model/snapshot.js';
import { ADMIN14, type GuestType } from '#access-policy/model/well-known.js';
import type { JsonObject } from '#kernel/json.js';
import { createRandom, type Random } from '#kernel/random.js';

/** Groups that policies name: departments and lists of exceptions. */
const DEPARTMENTS = 20;
const EXCEPTIONS = 10;

/** Policies of a large tenant, a pure function of their number. */
export function policyTenant(policies: number): Snapshot {
  const random = createRandom('policies');
  return parseSnapshot({
    conditionalAccessPolicies: Array.from({ length: policies }, (_, index) => policy(index, random)),
    namedLocations: Array.from({ length: 20 }, (_, index) => location(index)),
    authenticationStrengthPolicies: [],
    users: [],
    groups: [],
    roleAssignments: [],
    securityDefaults: { isEnabled: false },
  });
}

/** Every kind of policy in turn: baselines, departments, roles, guests, places, platforms, devices, risks. */
function policy(index: number, random: Random): JsonObject {
  const kinds = [
    { users: { includeUsers: ['All'], excludeGroups: [exception(random)] }, apps: ['Office365'] },
    {
      users: { includeGroups: [department(random)] },
      apps: ['All'],
      conditions: { clientAppTypes: ['browser'] },
    },
    { users: { includeRoles: [random.pick(ADMIN14)] }, apps: ['All'] },
    { users: { includeUsers: ['GuestsOrExternalUsers'] }, apps: [application(random), application(random)] },
    {
      users: { includeUsers: ['All'], excludeGroups: [exception(random)] },
      apps: ['All'],
      conditions: {
        locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted', `l${index % 20}`] },
      },
    },
    {
      users: { includeGroups: [department(random)], excludeUsers: ['user-7'] },
      apps: ['All'],
      conditions: { platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS', 'android'] } },
    },
    {
      users: { includeUsers: ['All'] },
      apps: [application(random)],
      conditions: { devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } } },
    },
    { users: { includeUsers: ['All'] }, apps: ['All'], conditions: { signInRiskLevels: ['high', 'medium'] } },
  ];
  const { users, apps, conditions = {} } = kinds[index % kinds.length] ?? { users: {}, apps: [] };
  const controls = index % 9 === 0 ? ['mfa', 'compliantDevice'] : index % 11 === 0 ? ['block'] : ['mfa'];
  return {
    id: `policy-${index}`,
    displayName: `Policy ${index}`,
    state: index % 10 === 9 ? 'enabledForReportingButNotEnforced' : 'enabled',
    conditions: {
      users,
      applications: { includeApplications: apps },
      clientAppTypes: ['all'],
      ...conditions,
    },
    grantControls: { operator: 'OR', builtInControls: controls },
  };
}

const department = (random: Random): string => `department-${random.integer(0, DEPARTMENTS - 1)}`;
const exception = (random: Random): string => `exception-${random.integer(0, EXCEPTIONS - 1)}`;
const application = (random: Random): string => `app-${random.integer(0, 29)}`;

function location(index: number): JsonObject {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: `l${index}`,
    isTrusted: index % 3 === 0,
    ipRanges: [{ cidrAddress: `10.${index}.0.0/15` }, { cidrAddress: `2001:db8:${index}::/48` }],
  };
}

/** People of a large tenant one at a time: 5 % guests, 3 % exceptions, 1 % administrators. */
export function* people(count: number): Generator<CoveragePerson> {
  const random = createRandom('people');
  for (let index = 0; index < count; index += 1) yield person(index, random);
}

const NOBODY: readonly string[] = [];
const guestOf = (type: GuestType): 0 | 2 => (type === 'b2bCollaborationGuest' ? 2 : 0);
const memberOf = (): 0 => 0;

function person(index: number, random: Random): CoveragePerson {
  const draw = random.next();
  const groupIds = [department(random)];
  if (draw < 0.03) groupIds.push(exception(random));
  return {
    id: `user-${index}`,
    groupIds,
    isGuestOf: draw > 0.95 ? guestOf : memberOf,
    activeRoleIds: draw > 0.5 && draw < 0.51 ? [random.pick(ADMIN14)] : NOBODY,
    eligibleRoleIds: draw > 0.6 && draw < 0.605 ? [random.pick(ADMIN14)] : NOBODY,
  };
}
