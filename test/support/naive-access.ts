/**
 * A second, slow and plain reading of Conditional Access, written from the documentation alone and sharing nothing with the
 * engine: specs compare both. It knows only values that are documented and facts that are known.
 */
export interface NaivePolicy {
  readonly id: string;
  readonly state: string;
  readonly users: Readonly<
    Record<
      'includeUsers' | 'excludeUsers' | 'includeGroups' | 'excludeGroups' | 'includeRoles' | 'excludeRoles',
      readonly string[]
    >
  >;
  readonly includeApplications: readonly string[];
  readonly excludeApplications: readonly string[];
  readonly clientAppTypes: readonly string[];
  readonly includePlatforms: readonly string[];
  readonly excludePlatforms: readonly string[];
  readonly includeLocations: readonly string[];
  readonly excludeLocations: readonly string[];
  /** One of the rules of {@link NAIVE_RULES}, or none. */
  readonly deviceFilter: { readonly mode: string; readonly rule: string } | null;
  readonly signInRiskLevels: readonly string[];
  readonly transferMethods: readonly string[];
  readonly operator: 'AND' | 'OR';
  readonly builtInControls: readonly string[];
}

export interface NaiveLocation {
  readonly id: string;
  readonly isTrusted: boolean;
  /** First and last address of IPv4 ranges within 10.0.0.0/8, as the last three bytes. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly countries: readonly string[];
}

export interface NaiveUser {
  readonly id: string;
  readonly isGuest: boolean;
  readonly roles: readonly string[];
}

export interface NaiveTenant {
  readonly policies: readonly NaivePolicy[];
  readonly locations: readonly NaiveLocation[];
  readonly users: readonly NaiveUser[];
  /** Direct members by group. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

export interface NaiveSignIn {
  readonly application: string;
  readonly client: string;
  readonly platform: string;
  /** The last three bytes of an address in 10.0.0.0/8; `trusted` is one of the legacy MFA trusted IPs. */
  readonly address: number | 'trusted';
  readonly country: string;
  readonly device: { readonly isCompliant: boolean; readonly trustType: string } | null;
  readonly risk: string;
  readonly flow: string;
}

export const NAIVE_RULES = ['device.isCompliant -eq True', 'device.trustType -eq "ServerAD"'];

const has = (list: readonly string[], item: string): boolean => list.includes(item);

function isMember(tenant: NaiveTenant, id: string, groupId: string, depth = 0): boolean {
  if (depth > 10) return false;
  const members = tenant.groups[groupId] ?? [];
  return (
    has(members, id) ||
    members.some((member) => member in tenant.groups && isMember(tenant, id, member, depth + 1))
  );
}

function matchesUser(tenant: NaiveTenant, { users }: NaivePolicy, user: NaiveUser): boolean {
  const side = (people: readonly string[], groups: readonly string[], roles: readonly string[]): boolean =>
    has(people, 'All') ||
    has(people, user.id) ||
    (has(people, 'GuestsOrExternalUsers') && user.isGuest) ||
    groups.some((group) => isMember(tenant, user.id, group)) ||
    roles.some((role) => has(user.roles, role));
  return (
    side(users.includeUsers, users.includeGroups, users.includeRoles) &&
    !side(users.excludeUsers, users.excludeGroups, users.excludeRoles)
  );
}

function isAt(tenant: NaiveTenant, id: string, { address, country }: NaiveSignIn): boolean {
  if (id === 'All') return true;
  if (id === 'AllTrusted') {
    return (
      address === 'trusted' ||
      tenant.locations.some((it) => it.isTrusted && isAt(tenant, it.id, { address, country } as NaiveSignIn))
    );
  }
  const location = tenant.locations.find((it) => it.id === id);
  if (location === undefined) return false;
  if (location.countries.length > 0) return has(location.countries, country);
  return location.ranges.some(
    ([first, last]) => address !== 'trusted' && first <= address && address <= last,
  );
}

function ruleHolds(rule: string, device: NaiveSignIn['device']): boolean {
  if (device === null) return false;
  return rule === NAIVE_RULES[0] ? device.isCompliant : device.trustType === 'ServerAD';
}

/** Whether a policy applies, its state aside. */
export function naiveApplies(
  tenant: NaiveTenant,
  policy: NaivePolicy,
  user: NaiveUser,
  signIn: NaiveSignIn,
): boolean {
  const {
    clientAppTypes,
    includePlatforms,
    includeLocations,
    deviceFilter,
    signInRiskLevels,
    transferMethods,
  } = policy;
  const isProtected =
    (has(policy.includeApplications, 'All') || has(policy.includeApplications, signIn.application)) &&
    !has(policy.excludeApplications, signIn.application);
  const isOnPlatform =
    (includePlatforms.length === 0 ||
      has(includePlatforms, 'all') ||
      has(includePlatforms, signIn.platform)) &&
    !has(policy.excludePlatforms, signIn.platform);
  const isThere =
    (includeLocations.length === 0 || includeLocations.some((id) => isAt(tenant, id, signIn))) &&
    !policy.excludeLocations.some((id) => isAt(tenant, id, signIn));
  const holds = deviceFilter !== null && ruleHolds(deviceFilter.rule, signIn.device);
  return (
    matchesUser(tenant, policy, user) &&
    isProtected &&
    isOnPlatform &&
    isThere &&
    (clientAppTypes.length === 0 || has(clientAppTypes, 'all') || has(clientAppTypes, signIn.client)) &&
    (deviceFilter === null || (deviceFilter.mode === 'include' ? holds : !holds)) &&
    (signInRiskLevels.length === 0 || has(signInRiskLevels, signIn.risk)) &&
    (transferMethods.length === 0 || has(transferMethods, signIn.flow))
  );
}

const isMfa = (control: string): boolean => control === 'mfa' || control === 'passwordChange';
const blocks = ({ builtInControls }: NaivePolicy): boolean => has(builtInControls, 'block');

function forces({ builtInControls, operator }: NaivePolicy): boolean {
  return operator === 'AND'
    ? builtInControls.some(isMfa)
    : builtInControls.length > 0 && builtInControls.every(isMfa);
}

/** What would happen to a sign-in that satisfied nothing yet. */
export function naiveDecision(tenant: NaiveTenant, user: NaiveUser, signIn: NaiveSignIn): string {
  const applying = tenant.policies.filter(
    (policy) => policy.state === 'enabled' && naiveApplies(tenant, policy, user, signIn),
  );
  if (applying.some(blocks)) return 'block';
  const isSatisfied = ({ builtInControls, operator }: NaivePolicy): boolean => {
    if (builtInControls.length === 0) return true;
    const met = builtInControls.map(
      (control) => control === 'compliantDevice' && signIn.device?.isCompliant === true,
    );
    return operator === 'AND' ? met.every(Boolean) : met.some(Boolean);
  };
  return applying.every(isSatisfied) ? 'allow' : 'controls_required';
}

/** Every sign-in that could make a difference. */
export function* naiveSignIns(tenant: NaiveTenant): Generator<NaiveSignIn> {
  const edges = tenant.locations.flatMap(({ ranges }) =>
    ranges.flatMap(([first, last]) => [first - 1, first, last, last + 1]),
  );
  const usesTrust = tenant.policies.some((it) =>
    has([...it.includeLocations, ...it.excludeLocations], 'AllTrusted'),
  );
  const addresses = [
    ...new Set<number | 'trusted'>([0, ...edges, ...(usesTrust ? ['trusted' as const] : [])]),
  ];
  const named = tenant.policies.flatMap((it) => [...it.includeApplications, ...it.excludeApplications]);
  const applications = [...new Set(['other', ...named.filter((id) => id !== 'All' && id !== 'None')])];
  const countries = ['SE', ...new Set(tenant.locations.flatMap((it) => it.countries))];
  const devices = [
    null,
    ...[true, false].flatMap((isCompliant) =>
      ['ServerAD', 'AzureAD'].map((trustType) => ({ isCompliant, trustType })),
    ),
  ];
  for (const application of applications)
    for (const client of ['browser', 'mobileAppsAndDesktopClients'])
      for (const platform of ['unknown', 'windows', 'iOS', 'linux'])
        for (const address of addresses)
          for (const country of countries)
            for (const device of devices)
              for (const risk of ['none', 'high'])
                for (const flow of ['none', 'deviceCodeFlow'])
                  yield { application, client, platform, address, country, device, risk, flow };
}

const isAttack = ({ device, risk, flow }: NaiveSignIn): boolean =>
  device === null && risk === 'none' && flow === 'none';

/** Coverage by trying every sign-in. */
export function naiveVerdict(tenant: NaiveTenant, user: NaiveUser): string {
  let [allBlocked, full, someProtected, fullWithReports] = [true, true, false, true];
  for (const signIn of naiveSignIns(tenant)) {
    const applying = tenant.policies.filter((policy) => naiveApplies(tenant, policy, user, signIn));
    const enabled = applying.filter(({ state }) => state === 'enabled');
    const protects = (policy: NaivePolicy): boolean => blocks(policy) || forces(policy);
    if (!enabled.some(blocks)) allBlocked = false;
    if (isAttack(signIn) && !enabled.some(protects)) full = false;
    if (isAttack(signIn) && !applying.some((it) => it.state !== 'disabled' && protects(it)))
      fullWithReports = false;
    if (enabled.some((it) => protects(it) || (!blocks(it) && it.builtInControls.some(isMfa))))
      someProtected = true;
  }
  if (allBlocked) return 'blocked';
  if (full) return 'full';
  if (fullWithReports) return 'report_only';
  return someProtected ? 'partial' : 'none';
}
