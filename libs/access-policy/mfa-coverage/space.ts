import { OTHER_APPLICATION } from '../conditions/applications.js';
import { compileFilter } from '../conditions/devices.js';
import { UNKNOWN_PLATFORM } from '../conditions/settings.js';
import type { CompiledPolicy } from '../evaluation/compile-policy.js';
import type { SignIn, UserSubject } from '../evaluation/sign-in.js';
import { NO, truthOf, YES, type Truth } from '../evaluation/truth.js';
import type { NamedLocation } from '../model/named-location.js';
import type { Dimension } from '../model/policy.js';
import { placesOf } from './locations.js';

/** The ways in which sign-ins differ. */
export const AXES = [
  'application',
  'client',
  'platform',
  'location',
  'device',
  'signInRisk',
  'userRisk',
  'insiderRisk',
  'flow',
] as const;

/** One way in which sign-ins differ. */
export type Axis = (typeof AXES)[number];

/** What a remote attacker with the password chooses; device, risk and flow are then unregistered, none and none. */
export const ATTACK_AXES: readonly Axis[] = ['application', 'client', 'platform', 'location'];

/** One value of an axis, with how a policy sees it. */
export interface AxisValue {
  readonly label: string;
  readonly seenBy: (policy: CompiledPolicy) => Truth;
}

/** The finite partition of all sign-ins that a set of policies can tell apart. The first value of an axis is the ordinary one. */
export type Space = Readonly<Record<Axis, readonly AxisValue[]>>;

/** Which sign-ins are asked about; by default modern clients and every application. */
export interface SpaceOptions {
  readonly clients?: readonly string[];
  readonly applications?: readonly string[];
}

/** Builds the partition from the policies themselves. */
export function createSpace(
  policies: readonly CompiledPolicy[],
  locations: readonly NamedLocation[] | undefined,
  options: SpaceOptions = {},
): Space {
  const plain = policies.map(({ policy }) => policy);
  const places = placesOf(plain, locations ?? []);
  const patch = (axis: Axis, label: string, change: Partial<SignIn>): AxisValue => ({
    label,
    seenBy: (policy) => conditionOf(policy, axis)({ ...ORDINARY, ...change }),
  });
  const level = (axis: 'signInRisk' | 'userRisk' | 'insiderRisk' | 'flow', names: readonly string[]) =>
    names.map((name) => patch(axis, `${axis} ${name}`, { [axis]: name }));
  return {
    application: (options.applications ?? applicationsOf(policies)).map((id) => ({
      label: id === OTHER_APPLICATION ? id : `application ${id}`,
      seenBy: (policy) => policy.matchesApplication(id),
    })),
    client: (options.clients ?? MODERN_CLIENTS).map((clientApp) =>
      patch('client', CLIENT_LABELS[clientApp] ?? clientApp, { clientApp }),
    ),
    platform: PLATFORMS.map((platform) => patch('platform', `platform ${platform}`, { platform })),
    location: places.map(({ label, membership }) =>
      patch('location', label, { origin: { address: undefined, country: undefined, membership } }),
    ),
    device: devicesOf(policies),
    signInRisk: level('signInRisk', ['none', 'low', 'medium', 'high']),
    userRisk: level('userRisk', ['none', 'low', 'medium', 'high']),
    insiderRisk: level('insiderRisk', ['none', 'minor', 'moderate', 'elevated']),
    flow: level('flow', ['none', 'deviceCodeFlow', 'authenticationTransfer']),
  };
}

const MODERN_CLIENTS = ['browser', 'mobileAppsAndDesktopClients'];
const CLIENT_LABELS: Readonly<Record<string, string>> = {
  mobileAppsAndDesktopClients: 'mobile app or desktop client',
  exchangeActiveSync: 'Exchange ActiveSync client',
  other: 'legacy client',
};

/** A platform that the user agent does not tell comes first: an attacker can always choose it. */
const PLATFORMS = [UNKNOWN_PLATFORM, 'windows', 'macOS', 'iOS', 'android', 'linux', 'windowsPhone'];

const NOBODY: UserSubject = {
  kind: 'user',
  id: '',
  inGroup: () => NO,
  hasRole: () => NO,
  isGuestOf: () => NO,
  homeTenantId: undefined,
};

const ORDINARY: SignIn = {
  subject: NOBODY,
  target: { kind: 'applications', ids: [OTHER_APPLICATION] },
  clientApp: 'browser',
  platform: UNKNOWN_PLATFORM,
  origin: { address: undefined, country: undefined, membership: new Set() },
  device: undefined,
  signInRisk: 'none',
  userRisk: 'none',
  insiderRisk: 'none',
  servicePrincipalRisk: 'none',
  flow: 'none',
};

const PARTS: Readonly<Record<Axis, Dimension>> = {
  application: 'application',
  client: 'clientApps',
  platform: 'devicePlatform',
  location: 'location',
  device: 'devices',
  signInRisk: 'signInRisk',
  userRisk: 'userRisk',
  insiderRisk: 'insiderRisk',
  flow: 'authenticationFlow',
};

function conditionOf(policy: CompiledPolicy, axis: Axis): (signIn: SignIn) => Truth {
  return policy.conditions.find(([part]) => part === PARTS[axis])?.[1] ?? (() => YES);
}

/** What no axis shows: conditions that are unknown or not about people. */
export function offAxes(policy: CompiledPolicy): Truth {
  const shown: readonly Dimension[] = Object.values(PARTS);
  const rest = policy.conditions.filter(([part]) => !shown.includes(part));
  return rest.reduce<Truth>((truth, [, condition]) => {
    const value = condition(ORDINARY);
    return value < truth ? value : truth;
  }, YES);
}

function applicationsOf(policies: readonly CompiledPolicy[]): readonly string[] {
  const ids = policies.flatMap(({ policy: { conditions } }) => [
    ...conditions.applications.includeApplications,
    ...conditions.applications.excludeApplications,
  ]);
  const named = new Set(ids.filter((id) => id !== 'All' && id !== 'None'));
  return [OTHER_APPLICATION, ...named];
}

/** Not registered, and registered with each rule alone true, alone false, all true, all false. */
function devicesOf(policies: readonly CompiledPolicy[]): readonly AxisValue[] {
  const rules = [...new Set(policies.flatMap(({ policy }) => policy.conditions.deviceFilter?.rule ?? []))];
  const registered = (label: string, holds: (rule: string) => boolean): AxisValue => ({
    label,
    seenBy: ({ policy }) => {
      const filter = compileFilter(policy);
      return filter?.(truthOf(holds(policy.conditions.deviceFilter?.rule ?? ''))) ?? YES;
    },
  });
  const unregistered: AxisValue = {
    label: 'an unmanaged device',
    seenBy: (policy) => conditionOf(policy, 'device')(ORDINARY),
  };
  return [
    unregistered,
    registered('a registered device', () => false),
    registered('a device that every filter matches', () => true),
    ...rules.map((rule) => registered(`a device with ${rule}`, (other) => other === rule)),
    ...rules.map((rule) => registered(`a device without ${rule}`, (other) => other !== rule)),
  ];
}
