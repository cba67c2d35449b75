import type { DirectoryObject } from '../directory.js';
import { grant, withConditions, withPart } from './ca-builder.js';
import type { PolicyTwist } from './policy-document.js';

/** What twists refer to. */
export interface TwistWorld {
  readonly group: string | undefined;
  readonly strength: DirectoryObject;
  readonly phishingResistant: DirectoryObject;
}

type Twist = (policy: DirectoryObject, world: TwistWorld) => DirectoryObject;

/**
 * Ways in which a policy "MFA for all users" is less, or more, than its name says; the last two protect everybody.
 * Each one deceives at least one public tool that looks at single settings.
 */
const TWISTS: Readonly<Record<PolicyTwist, Twist>> = {
  'trusted-locations-only': (policy) =>
    withConditions(policy, { locations: { includeLocations: ['AllTrusted'], excludeLocations: [] } }),
  'or-compliant-device': (policy) => ({ ...policy, grantControls: grant(['mfa', 'compliantDevice'], 'OR') }),
  'browser-only': (policy) => withConditions(policy, { clientAppTypes: ['browser'] }),
  'risky-sign-ins-only': (policy) => withConditions(policy, { signInRiskLevels: ['high'] }),
  'device-code-only': (policy) =>
    withConditions(policy, { authenticationFlows: { transferMethods: 'deviceCodeFlow' } }),
  'windows-only': (policy) =>
    withConditions(policy, { platforms: { includePlatforms: ['windows'], excludePlatforms: [] } }),
  'group-excluded': (policy, { group }) =>
    withPart(policy, 'users', { excludeGroups: group === undefined ? [] : [group] }),
  'office-365-excluded': (policy) => withPart(policy, 'applications', { excludeApplications: ['Office365'] }),
  'password-change-on-risk': (policy) => ({
    ...withConditions(policy, { userRiskLevels: ['high'] }),
    grantControls: grant(['mfa', 'passwordChange'], 'AND'),
  }),
  'strength-instead-of-mfa': (policy, { strength }) => ({
    ...policy,
    grantControls: grant([], 'OR', strength),
  }),
  'phishing-resistant-for-all': (policy, { phishingResistant }) => ({
    ...policy,
    grantControls: grant([], 'OR', phishingResistant),
  }),
};

const NEED_RISK: ReadonlySet<PolicyTwist> = new Set(['risky-sign-ins-only', 'password-change-on-risk']);

/** The twist of a seed: consecutive seeds go through all that the licence allows. */
export function twistOf(seed: number, licence: 'p1' | 'p2'): PolicyTwist {
  const all = Object.keys(TWISTS) as PolicyTwist[];
  const allowed = all.filter((twist) => licence === 'p2' || !NEED_RISK.has(twist));
  return allowed[seed % allowed.length] ?? 'or-compliant-device';
}

/** The policy with its twist. */
export function twisted(policy: DirectoryObject, kind: PolicyTwist, world: TwistWorld): DirectoryObject {
  return TWISTS[kind](policy, world);
}
