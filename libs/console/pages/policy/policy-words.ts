import type { GraphObject } from '../../api/policy-types.js';
import { words } from '../../design/format.js';

/** Kinds of object that a policy names by id. */
export type RefKind = 'user' | 'group' | 'role' | 'application' | 'principal' | 'location';

/** One statement about a policy, with the objects that it is about. */
export interface Phrase {
  readonly lead: string;
  readonly refs: readonly { readonly kind: RefKind; readonly id: string }[];
}

/** A policy in plain words. */
export interface PolicyInWords {
  readonly who: readonly Phrase[];
  readonly what: readonly Phrase[];
  readonly when: readonly Phrase[];
  readonly grant: readonly Phrase[];
}

type Part = Readonly<Record<string, unknown>>;

/** Says who a policy is for, what it protects, when it applies and what it demands. Unknown properties are left to the raw view. */
export function policyInWords(policy: GraphObject): PolicyInWords {
  const conditions = part(policy['conditions']);
  return {
    who: whoOf(conditions),
    what: whatOf(part(conditions['applications'])),
    when: whenOf(conditions),
    grant: [...grantOf(part(policy['grantControls'])), ...sessionOf(part(policy['sessionControls']))],
  };
}

function whoOf(conditions: Part): readonly Phrase[] {
  const users = part(conditions['users']);
  const workloadRefs = workloadsOf(part(conditions['clientApplications']));
  return [
    ...(workloadRefs.length === 0 ? special(users['includeUsers'], EVERYBODY) : []),
    ...refs('Users:', 'user', users['includeUsers']),
    ...refs('Members of:', 'group', users['includeGroups']),
    ...refs('Whoever holds the role:', 'role', users['includeRoles']),
    ...guests('Guests:', users['includeGuestsOrExternalUsers']),
    ...workloadRefs,
    ...refs('Except users:', 'user', users['excludeUsers']),
    ...special(users['excludeUsers'], { GuestsOrExternalUsers: 'Except all guests' }),
    ...refs('Except members of:', 'group', users['excludeGroups']),
    ...refs('Except whoever holds the role:', 'role', users['excludeRoles']),
    ...guests('Except guests:', users['excludeGuestsOrExternalUsers']),
  ];
}

/** A policy for workloads names service principals by their object ids, and no person. */
function workloadsOf(workloads: Part): readonly Phrase[] {
  const every = { ServicePrincipalsInMyTenant: 'Every service principal of this tenant' };
  return [
    ...special(workloads['includeServicePrincipals'], every),
    ...refs('Service principals:', 'principal', workloads['includeServicePrincipals']),
    ...refs('Except service principals:', 'principal', workloads['excludeServicePrincipals']),
  ];
}

const EVERYBODY = { All: 'Everyone', GuestsOrExternalUsers: 'All guests', None: 'Nobody' } as const;
const EVERYTHING = {
  All: 'Every application',
  None: 'No application',
  Office365: 'Microsoft 365 applications',
  MicrosoftAdminPortals: 'Microsoft admin portals',
} as const;

function whatOf(applications: Part): readonly Phrase[] {
  const { Office365: office, MicrosoftAdminPortals: portals } = EVERYTHING;
  return [
    ...special(applications['includeApplications'], EVERYTHING),
    ...refs('Applications:', 'application', applications['includeApplications']),
    ...list('User actions:', applications['includeUserActions']),
    ...list('Authentication contexts:', applications['includeAuthenticationContextClassReferences']),
    ...special(applications['excludeApplications'], {
      Office365: `Except ${office}`,
      MicrosoftAdminPortals: `Except ${portals}`,
    }),
    ...refs('Except applications:', 'application', applications['excludeApplications']),
    ...(typeof applications['applicationFilter'] === 'object' && applications['applicationFilter'] !== null
      ? [plain('Applications by a filter of attributes')]
      : []),
  ];
}

function whenOf(conditions: Part): readonly Phrase[] {
  const locations = part(conditions['locations']);
  const platforms = part(conditions['platforms']);
  const flows = part(conditions['authenticationFlows'])['transferMethods'];
  const clients = texts(conditions['clientAppTypes']).filter((type) => type !== 'all');
  const found = [
    ...special(locations['includeLocations'], { All: 'From anywhere', AllTrusted: 'From trusted locations' }),
    ...refs('From:', 'location', locations['includeLocations']),
    ...special(locations['excludeLocations'], { AllTrusted: 'Not from trusted locations' }),
    ...refs('Not from:', 'location', locations['excludeLocations']),
    ...list('Platforms:', platforms['includePlatforms']),
    ...list('Not on platforms:', platforms['excludePlatforms']),
    ...list('Clients:', clients),
    ...list('Sign-in risk:', conditions['signInRiskLevels']),
    ...list('User risk:', conditions['userRiskLevels']),
    ...list('Insider risk:', conditions['insiderRiskLevels']),
    ...(typeof flows === 'string' ? [plain(`Authentication flow: ${words(flows).toLowerCase()}`)] : []),
    ...deviceFilter(part(part(conditions['devices'])['deviceFilter'])),
  ];
  return found.length === 0 ? [plain('Always')] : found;
}

function deviceFilter({ mode, rule }: Part): readonly Phrase[] {
  if (typeof rule !== 'string') return [];
  return [plain(`${mode === 'exclude' ? 'Not on' : 'Only on'} devices where ${rule}`)];
}

function grantOf(grant: Part): readonly Phrase[] {
  const controls = texts(grant['builtInControls']);
  if (controls.includes('block')) return [plain('Block access')];
  const strength = part(grant['authenticationStrength'])['displayName'];
  const asked = [
    ...controls.map(controlName),
    ...(typeof strength === 'string' ? [`authentication strength “${strength}”`] : []),
    ...texts(grant['customAuthenticationFactors']).map((name) => `custom control ${name}`),
    ...texts(grant['termsOfUse']).map(() => 'accepted terms of use'),
  ];
  if (asked.length === 0) return [];
  return [plain(`Require ${asked.join(grant['operator'] === 'OR' ? ' or ' : ' and ')}`)];
}

function sessionOf(session: Part): readonly Phrase[] {
  const { isEnabled, value, type } = part(session['signInFrequency']);
  const every = typeof value === 'number' ? `every ${value} ${String(type)}` : 'every time';
  const found = isEnabled === true ? [plain(`Sign in again ${every}`)] : [];
  const others = Object.entries(session)
    .filter(([name, control]) => name !== 'signInFrequency' && part(control)['isEnabled'] === true)
    .map(([name]) => plain(`Session: ${words(name).toLowerCase()}`));
  return [...found, ...others];
}

const CONTROLS: Readonly<Record<string, string>> = {
  block: 'block',
  mfa: 'multifactor authentication',
  compliantDevice: 'a compliant device',
  domainJoinedDevice: 'a hybrid joined device',
  approvedApplication: 'an approved client application',
  compliantApplication: 'an app protection policy',
  passwordChange: 'a password change',
};

/** A control in words. */
export function controlName(control: string): string {
  return CONTROLS[control] ?? words(control).toLowerCase();
}

const GUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

function refs(lead: string, kind: RefKind, ids: unknown): readonly Phrase[] {
  const found = texts(ids).filter((id) => GUID.test(id));
  return found.length === 0 ? [] : [{ lead, refs: found.map((id) => ({ kind, id })) }];
}

function special(values: unknown, meanings: Readonly<Record<string, string>>): readonly Phrase[] {
  return texts(values)
    .filter((value) => !GUID.test(value))
    .flatMap((value) => {
      const meaning = meanings[value];
      return meaning === undefined ? [plain(value)] : [plain(meaning)];
    });
}

function guests(lead: string, value: unknown): readonly Phrase[] {
  const types = part(value)['guestOrExternalUserTypes'];
  return typeof types === 'string'
    ? [plain(`${lead} ${types.split(',').map(words).join(', ').toLowerCase()}`)]
    : [];
}

function list(lead: string, values: unknown): readonly Phrase[] {
  const found = texts(values);
  return found.length === 0 ? [] : [plain(`${lead} ${found.map(valueName).join(', ')}`)];
}

/** Values whose names are not their words. */
const VALUES: Readonly<Record<string, string>> = {
  'urn:user:registersecurityinfo': 'register security information',
  'urn:user:registerdevice': 'register or join devices',
  android: 'Android',
  iOS: 'iOS',
  linux: 'Linux',
  macOS: 'macOS',
  windows: 'Windows',
  windowsPhone: 'Windows Phone',
  browser: 'browser',
  mobileAppsAndDesktopClients: 'mobile apps and desktop clients',
  exchangeActiveSync: 'Exchange ActiveSync',
  other: 'other clients',
};

function valueName(value: string): string {
  return VALUES[value] ?? words(value).toLowerCase();
}

function plain(lead: string): Phrase {
  return { lead, refs: [] };
}

function part(value: unknown): Part {
  return typeof value === 'object' && value !== null ? (value as Part) : {};
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : value.split(',');
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
