import { text } from '#kernel/json.js';
import { createRandom, type Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { homeTenantOf } from '../home-tenants.js';
import { PARTNERS } from '../names.js';
import { PRIMARY_DOMAIN } from '../people.js';
import type { TenantStore } from '../tenant-store.js';
import { baselinePolicies, type CaWorld } from './ca-policies.js';
import { twisted, twistOf } from './ca-twists.js';
import { directorySettings } from './directory-settings.js';
import { permissionGrantPolicies, timeoutPolicy } from './grant-policies.js';
import { makePlaces } from './named-locations.js';
import { makeStrengths, STRENGTH_IDS } from './strengths.js';
import {
  appManagementChoices,
  authorizationChoices,
  consentRequestChoices,
  crossTenantChoices,
  customAppPolicy,
  federation,
  firstIds,
  methodChoices,
} from './tenant-settings.js';

/** People who are there for signing in; no policy spares them. */
const NAMED_USERS = 3;
const BREAK_GLASS_ACCOUNTS = 2;

/**
 * Generates the policies of a tenant from its seed, with a stream of its own: whatever else a tenant has stays as it is.
 * Conditional Access needs a premium licence; a tenant without has security defaults.
 */
export function generatePolicies(store: TenantStore): void {
  const random = createRandom(`policies ${store.options.seed}`);
  makeSettings(store, random.fork('settings'));
  makeDomains(store, random.fork('domains'));
  for (const strength of makeStrengths(random.fork('strengths'))) {
    store.policies.add('authenticationStrengthPolicies', strength);
  }
  const { licence } = store.options;
  if (licence === 'free') store.policies.configure('securityDefaults', { isEnabled: true });
  else makeConditionalAccess(store, licence, random.fork('conditional access'));
}

function makeSettings(store: TenantStore, random: Random): void {
  const { policies, options } = store;
  policies.configure('authorizationPolicy', authorizationChoices(random));
  policies.configure('authenticationMethodsPolicy', methodChoices(random));
  const reviewers = firstIds(store.users.values(), BREAK_GLASS_ACCOUNTS);
  policies.configure('adminConsentRequestPolicy', consentRequestChoices(random, reviewers));
  policies.configure('defaultAppManagementPolicy', appManagementChoices(random));
  policies.configure('crossTenantAccessPolicy', crossTenantChoices(random, store));
  policies.configure('deviceRegistrationPolicy', {
    userDeviceQuota: random.pick([10, 20, 50]),
    multiFactorAuthConfiguration: random.pick(['notRequired', 'required']),
  });
  for (const setting of directorySettings(random, options.licence)) policies.add('groupSettings', setting);
  for (const policy of permissionGrantPolicies(random)) policies.add('permissionGrantPolicies', policy);
  if (random.next() < 0.5) policies.add('activityBasedTimeoutPolicies', timeoutPolicy(random));
  if (random.next() < 0.5) exempt(store, random);
}

function exempt(store: TenantStore, random: Random): void {
  const policy = customAppPolicy(random);
  store.policies.add('appManagementPolicies', policy);
  store.policies.appManagementAssignments.set(
    text(policy['id']),
    firstIds(store.applications.values(), BREAK_GLASS_ACCOUNTS),
  );
}

/** Some tenants let passwords expire, some have a domain that signs in elsewhere. */
function makeDomains(store: TenantStore, random: Random): void {
  if (random.next() < 0.3) {
    const root = store.domains.find((domain) => domain['id'] === PRIMARY_DOMAIN);
    if (root !== undefined) root['passwordValidityPeriodInDays'] = random.pick([90, 180]);
  }
  if (random.next() < 0.5) return;
  const name = `corp.${PRIMARY_DOMAIN}`;
  store.domains.push({
    id: name,
    authenticationType: 'Federated',
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: false,
    isInitial: false,
    isRoot: false,
    isVerified: true,
    passwordNotificationWindowInDays: null,
    passwordValidityPeriodInDays: null,
    state: null,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  });
  store.policies.federations.set(name, federation(random, name));
}

function makeConditionalAccess(store: TenantStore, licence: 'p1' | 'p2', random: Random): void {
  const { policies, options } = store;
  const places = makePlaces(random);
  for (const place of places.objects) policies.add('namedLocations', place);
  for (const context of CONTEXTS) policies.add('authenticationContexts', { ...context });
  const strengths = policies.collection('authenticationStrengthPolicies');
  const strengthOf = (id: string): DirectoryObject => strengths.get(id) ?? {};
  const world: CaWorld = {
    seed: options.seed,
    licence,
    breakGlass: breakGlass(store, random),
    places,
    phishingResistant: strengthOf(STRENGTH_IDS.phishingResistant),
    custom: [...strengths.values()].at(-1) ?? {},
    trustedPartner: random.next() < 0.5 ? homeTenantOf(PARTNERS[0] ?? '') : undefined,
    workloads: firstIds(store.servicePrincipals.values(), BREAK_GLASS_ACCOUNTS),
  };
  const kind = twistOf(options.seed, licence);
  const [everyone = {}, ...others] = baselinePolicies(world);
  const policy = twisted(everyone, kind, {
    group: excludedGroup(store, random),
    strength: strengthOf(STRENGTH_IDS.mfa),
    phishingResistant: world.phishingResistant,
  });
  for (const object of [policy, ...others]) policies.add('conditionalAccessPolicies', object);
  policies.twist = { kind, policyId: text(policy['id']) };
}

const CONTEXTS: readonly DirectoryObject[] = [
  {
    id: 'c1',
    displayName: 'Sensitive actions',
    description: 'Activation of privileged roles and sharing of confidential files',
    isAvailable: true,
  },
  { id: 'c2', displayName: 'Trusted locations', description: 'Not used yet', isAvailable: false },
];

/** Enabled accounts that live in this tenant alone, chosen among the older ones. */
function breakGlass(store: TenantStore, random: Random): readonly string[] {
  const candidates = [...store.users.values()]
    .slice(NAMED_USERS, 200)
    .filter((user) => user['userType'] === 'Member' && user['onPremisesSyncEnabled'] !== true)
    .filter((user) => user['accountEnabled'] === true)
    .map((user) => text(user['id']));
  const chosen = new Set<string>();
  for (let n = 0; n < BREAK_GLASS_ACCOUNTS && candidates.length > 0; n += 1)
    chosen.add(random.pick(candidates));
  return [...chosen];
}

function excludedGroup(store: TenantStore, random: Random): string | undefined {
  const candidates = [...store.groups.values()]
    .slice(0, 100)
    .filter((group) => group['securityEnabled'] === true)
    .map((group) => text(group['id']))
    .filter((id) => (store.members.get(id)?.size ?? 0) > 0);
  return candidates.length === 0 ? undefined : random.pick(candidates);
}
