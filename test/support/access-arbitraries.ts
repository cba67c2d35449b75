import * as fc from 'fast-check';
import type { JsonObject } from '#kernel/json.js';
import { ROLES } from '#access-policy/model/well-known.js';
import {
  NAIVE_RULES,
  type NaiveLocation,
  type NaivePolicy,
  type NaiveSignIn,
  type NaiveTenant,
  type NaiveUser,
} from './naive-access.js';
import { guest, group, member, role } from './policy-builder.js';

const USERS = ['u1', 'u2', 'u3'];
const GROUPS = ['g1', 'g2', 'g3'];
const ROLE_IDS = [ROLES.globalAdministrator, ROLES.globalReader];
const APPS = ['app-1', 'app-2', 'Office365'];
const LOCATIONS = ['l1', 'l2', 'l3'];

const some = (items: readonly string[], maxLength = 2): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...items), { maxLength });

/** Most of the time nothing, so that conditions do not rule each other out. */
const rarely = <T>(value: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value });

const users = fc.record({
  includeUsers: fc.oneof(fc.constant(['All']), some([...USERS, 'GuestsOrExternalUsers', 'None'])),
  excludeUsers: rarely(some([...USERS, 'GuestsOrExternalUsers']), []),
  includeGroups: rarely(some(GROUPS), []),
  excludeGroups: rarely(some(GROUPS), []),
  includeRoles: rarely(some(ROLE_IDS), []),
  excludeRoles: rarely(some(ROLE_IDS), []),
});

const filter = fc.record({
  mode: fc.constantFrom('include', 'exclude'),
  rule: fc.constantFrom(...NAIVE_RULES),
});
const places = ['All', 'AllTrusted', ...LOCATIONS];

/** A policy of documented values only. */
export const policyArbitrary: fc.Arbitrary<Omit<NaivePolicy, 'id'>> = fc.record({
  state: fc.constantFrom('enabled', 'enabled', 'enabled', 'enabledForReportingButNotEnforced', 'disabled'),
  users,
  includeApplications: fc.oneof(fc.constant(['All']), some(APPS)),
  excludeApplications: rarely(some(APPS), []),
  clientAppTypes: rarely(some(['browser', 'mobileAppsAndDesktopClients', 'all', 'other'], 3), []),
  includePlatforms: rarely(some(['all', 'windows', 'iOS']), []),
  excludePlatforms: rarely(some(['windows', 'linux']), []),
  includeLocations: rarely(some(places), []),
  excludeLocations: rarely(some(places.slice(1)), []),
  deviceFilter: rarely<NaivePolicy['deviceFilter']>(filter, null),
  signInRiskLevels: rarely(fc.constant<readonly string[]>(['high']), []),
  transferMethods: rarely(fc.constant<readonly string[]>(['deviceCodeFlow']), []),
  operator: fc.constantFrom('AND', 'OR'),
  builtInControls: fc.oneof(
    fc.constantFrom(['mfa'], ['mfa'], ['block'], ['compliantDevice'], []),
    some(['mfa', 'compliantDevice', 'passwordChange']),
  ),
});

const range = fc
  .tuple(fc.integer({ min: 1, max: 0xffff }), fc.integer({ min: 4, max: 16 }))
  .map(([start, bits]): readonly [number, number] => [
    (start >> bits) << bits,
    ((start >> bits) << bits) + 2 ** bits - 1,
  ]);

const location = (id: string): fc.Arbitrary<NaiveLocation> =>
  fc.oneof(
    fc.record({
      id: fc.constant(id),
      isTrusted: fc.boolean(),
      ranges: fc.array(range, { minLength: 1, maxLength: 3 }),
      countries: fc.constant([]),
    }),
    fc.record({
      id: fc.constant(id),
      isTrusted: fc.constant(false),
      ranges: fc.constant([]),
      countries: fc.constantFrom(['NO'], ['DK', 'NO']),
    }),
  );

/** A tenant with three users, nested groups, overlapping locations and some policies. */
export const tenantArbitrary: fc.Arbitrary<NaiveTenant> = fc.record({
  policies: fc
    .array(policyArbitrary, { maxLength: 4 })
    .map((list) => list.map((it, index) => ({ ...it, id: `p${index}` }))),
  locations: fc.tuple(...LOCATIONS.map(location)),
  users: fc.tuple(
    ...USERS.map((id) =>
      fc.record({ id: fc.constant(id), isGuest: fc.boolean(), roles: rarely(some(ROLE_IDS), []) }),
    ),
  ),
  groups: fc.record({
    g1: some([...USERS, 'g2']),
    g2: some([...USERS, 'g3']),
    g3: some([...USERS, 'g1']), // a cycle is legal
  }),
});

/** One sign-in with everything known. */
export const signInArbitrary: fc.Arbitrary<NaiveSignIn> = fc.record({
  application: fc.constantFrom('other', 'app-1', 'app-2'),
  client: fc.constantFrom('browser', 'mobileAppsAndDesktopClients'),
  platform: fc.constantFrom('unknown', 'windows', 'iOS', 'linux'),
  address: fc.integer({ min: 0, max: 0x1ffff }),
  country: fc.constantFrom('SE', 'NO', 'DK'),
  device: fc.option(
    fc.record({ isCompliant: fc.boolean(), trustType: fc.constantFrom('ServerAD', 'AzureAD') }),
  ),
  risk: fc.constantFrom('none', 'high'),
  flow: fc.constantFrom('none', 'deviceCodeFlow'),
});

const dotted = (value: number): string => [10, value >> 16, (value >> 8) & 255, value & 255].join('.');

/** The tenant as Graph would answer it. */
export function toSnapshot(tenant: NaiveTenant): JsonObject {
  return {
    conditionalAccessPolicies: tenant.policies.map(toPolicy),
    namedLocations: tenant.locations.map(toLocation),
    authenticationStrengthPolicies: [],
    users: tenant.users.map(({ id, isGuest }) => (isGuest ? guest(id) : member(id))),
    groups: Object.entries(tenant.groups).map(([id, members]) => group(id, members)),
    roleDefinitions: [],
    roleAssignments: tenant.users.flatMap(({ id, roles }) => roles.map((roleId) => role(id, roleId))),
    roleEligibilityScheduleInstances: [],
    securityDefaults: { isEnabled: false },
  };
}

/** The policy as Graph would answer it. */
export function toPolicy(policy: NaivePolicy): JsonObject {
  const { id, state, operator, builtInControls, deviceFilter, transferMethods } = policy;
  return {
    id,
    displayName: id,
    state,
    conditions: {
      users: policy.users,
      applications: {
        includeApplications: policy.includeApplications,
        excludeApplications: policy.excludeApplications,
      },
      clientAppTypes: policy.clientAppTypes,
      platforms: { includePlatforms: policy.includePlatforms, excludePlatforms: policy.excludePlatforms },
      locations: { includeLocations: policy.includeLocations, excludeLocations: policy.excludeLocations },
      devices: deviceFilter === null ? null : { deviceFilter },
      signInRiskLevels: policy.signInRiskLevels,
      authenticationFlows:
        transferMethods.length === 0 ? null : { transferMethods: transferMethods.join(',') },
    },
    grantControls: builtInControls.length === 0 ? null : { operator, builtInControls },
    sessionControls: null,
  };
}

function toLocation({ id, isTrusted, ranges, countries }: NaiveLocation): JsonObject {
  if (countries.length > 0) {
    return { '@odata.type': '#microsoft.graph.countryNamedLocation', id, countriesAndRegions: countries };
  }
  const ipRanges = ranges.map(([first, last]) => ({
    cidrAddress: `${dotted(first)}/${32 - Math.log2(last - first + 1)}`,
  }));
  return { '@odata.type': '#microsoft.graph.ipNamedLocation', id, isTrusted, ipRanges };
}

/** The sign-in as a request to Graph's What If. */
export function toRequest(user: NaiveUser, signIn: NaiveSignIn): JsonObject {
  const { application, client, platform, address, country, device, risk, flow } = signIn;
  return {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: user.id },
    signInContext: {
      '@odata.type': '#microsoft.graph.applicationContext',
      includeApplications: [application],
    },
    signInConditions: {
      devicePlatform: platform,
      clientAppType: client,
      ipAddress: address === 'trusted' ? '10.255.255.255' : dotted(address),
      country,
      deviceInfo: device,
      signInRiskLevel: risk,
      userRiskLevel: 'none',
      authenticationFlow: { transferMethod: flow },
    },
  };
}
