import { SECURITY_DEFAULTS_ROLES, SYNC_ROLES } from '../model/well-known.js';
import type { CoverageClass, CoveragePerson, CoveragePolicies } from './coverage.js';

/** What asks for MFA beside Conditional Access. */
export interface Mechanisms {
  /** Tells people apart whom other mechanisms treat differently. */
  readonly key: string;
  /** What Conditional Access gives, bettered by the other mechanisms. */
  readonly improve: (coverage: CoverageClass) => CoverageClass;
}

/** Nothing beside policies. */
export const NO_MECHANISMS: Mechanisms = { key: '', improve: (coverage) => coverage };

const ADMINISTRATORS = new Set(SECURITY_DEFAULTS_ROLES);
const SYNCHRONISERS = new Set(SYNC_ROLES);

/**
 * Security defaults ask administrators at every sign-in and others when Microsoft thinks it necessary, never the account that
 * synchronises (https://learn.microsoft.com/entra/fundamentals/security-defaults); legacy per-user MFA asks whom it is on for.
 */
export function otherMechanisms(policies: CoveragePolicies, person: CoveragePerson): Mechanisms {
  return MECHANISMS[securityDefaultsFor(policies, person)][perUser(person)];
}

type Defaults = 'off' | 'unknown' | 'sometimes' | 'always';

function securityDefaultsFor(policies: CoveragePolicies, { activeRoleIds }: CoveragePerson): Defaults {
  const isEnabled = policies.securityDefaults?.isEnabled;
  if (isEnabled === undefined) return areExcludedByPolicies(policies) ? 'off' : 'unknown';
  if (!isEnabled || activeRoleIds.some((id) => SYNCHRONISERS.has(id))) return unreadPolicies(policies);
  return activeRoleIds.some((id) => ADMINISTRATORS.has(id)) ? 'always' : 'sometimes';
}

/** Entra does not let a tenant use both, so policies answer for settings that were not read. */
function areExcludedByPolicies({ conditionalAccessPolicies }: CoveragePolicies): boolean {
  return (conditionalAccessPolicies ?? []).length > 0;
}

const unreadPolicies = ({ conditionalAccessPolicies }: CoveragePolicies): Defaults =>
  conditionalAccessPolicies === undefined ? 'unknown' : 'off';

function perUser({ perUserMfaState }: CoveragePerson): 'on' | 'off' {
  return perUserMfaState === 'enforced' || perUserMfaState === 'enabled' ? 'on' : 'off';
}

function mechanisms(defaults: Defaults, user: 'on' | 'off'): Mechanisms {
  return { key: `${defaults} ${user}`, improve: (coverage) => improve(coverage, defaults, user) };
}

const MECHANISMS = {
  off: { on: mechanisms('off', 'on'), off: mechanisms('off', 'off') },
  unknown: { on: mechanisms('unknown', 'on'), off: mechanisms('unknown', 'off') },
  sometimes: { on: mechanisms('sometimes', 'on'), off: mechanisms('sometimes', 'off') },
  always: { on: mechanisms('always', 'on'), off: mechanisms('always', 'off') },
} as const;

function improve(coverage: CoverageClass, defaults: Defaults, user: 'on' | 'off'): CoverageClass {
  const { verdict } = coverage;
  if (verdict === 'full' || verdict === 'blocked') return coverage;
  if (defaults === 'always') {
    const held = { policyIds: [], escape: undefined, isGap: false };
    return { ...coverage, ...held, verdict: 'full', reasons: ['SECURITY_DEFAULTS'] };
  }
  if (verdict === 'third_party') return coverage;
  if (user === 'on') return { ...coverage, verdict: 'per_user_mfa' };
  if (defaults === 'sometimes') return { ...coverage, verdict: 'security_defaults' };
  if (defaults !== 'unknown') return coverage;
  const reasons = verdict === 'indeterminate' ? coverage.reasons : [...coverage.reasons, 'NOT_COLLECTED'];
  return { ...coverage, verdict: 'indeterminate', reasons, isGap: false };
}
