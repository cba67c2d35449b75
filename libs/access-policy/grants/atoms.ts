import { allOf, anyOf, NO, not, or, truthOf, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { AuthenticationStrength, GrantControls, Policy } from '../model/policy.js';
import { PHISHING_RESISTANT, STRENGTHS } from '../model/well-known.js';
import { GRANT_CONTROLS } from '../model/vocabulary.js';

/** The smallest demands of which a grant is made. */
export type Atom =
  | { readonly kind: 'builtIn'; readonly name: string }
  | { readonly kind: 'strength'; readonly strength: AuthenticationStrength }
  | { readonly kind: 'termsOfUse'; readonly id: string }
  | { readonly kind: 'custom'; readonly id: string }
  /** A field of the grant that we do not know. */
  | { readonly kind: 'unknown'; readonly name: string };

/** Finds a strength by id: policies that were written by id carry no more than that. */
export type StrengthFinder = (id: string) => AuthenticationStrength | undefined;

/** A finder over the strengths of a tenant. */
export function createStrengthFinder(
  strengths: readonly AuthenticationStrength[] | undefined,
): StrengthFinder {
  const byId = new Map((strengths ?? []).map((strength) => [strength.id, strength]));
  return (id) => byId.get(id);
}

/** The atoms of a policy's grant, `block` left out; none for a policy of session controls only. */
export function atomsOf(policy: Policy): readonly Atom[] {
  const grant = policy.grantControls;
  if (grant === undefined) return [];
  const builtIn = grant.builtInControls.filter((name) => name !== 'block');
  const fields = policy.doubts.filter(({ part, path }) => part === 'grant' && isForeign(path));
  return [
    ...builtIn.map((name) => ({ kind: 'builtIn', name }) as const),
    ...(grant.authenticationStrength === undefined
      ? []
      : [{ kind: 'strength', strength: grant.authenticationStrength } as const]),
    ...grant.termsOfUse.map((id) => ({ kind: 'termsOfUse', id }) as const),
    ...grant.customAuthenticationFactors.map((id) => ({ kind: 'custom', id }) as const),
    ...fields.map(({ path }) => ({ kind: 'unknown', name: path }) as const),
  ];
}

const isForeign = (path: string): boolean => !/\.(builtInControls|operator)$/.test(path);

/** Combinations of methods that are MFA by themselves; one with a comma joins two factors. */
const MULTI = new Set([
  'fido2',
  'windowsHelloForBusiness',
  'x509CertificateMultiFactor',
  'deviceBasedPush',
  'federatedMultiFactor',
]);

/** Whether a combination of an authentication strength is multifactor. */
export function isMultifactor(combination: string): boolean {
  const isPass = combination.startsWith('temporaryAccessPass');
  return MULTI.has(combination) || isPass || combination.includes(',');
}

/**
 * Whether an authentication strength is MFA: `requirementsSatisfied` says so; without it, every combination must be
 * multifactor (https://learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy).
 */
export function isMfaStrength(strength: AuthenticationStrength, find: StrengthFinder): Truth {
  const known = completed(strength, find);
  if (known.requirementsSatisfied === 'mfa') return YES;
  if (known.requirementsSatisfied === 'none') return NO;
  if (known.allowedCombinations.length > 0) return truthOf(known.allowedCombinations.every(isMultifactor));
  return BUILT_IN.has(known.id) ? YES : UNKNOWN;
}

const BUILT_IN: ReadonlySet<string> = new Set(Object.values(STRENGTHS));

/** A strength that carries only its id, completed from the tenant's list. */
export function completed(strength: AuthenticationStrength, find: StrengthFinder): AuthenticationStrength {
  const isBare = strength.requirementsSatisfied === undefined && strength.allowedCombinations.length === 0;
  return isBare ? (find(strength.id) ?? strength) : strength;
}

/** Whether every combination of a strength resists phishing. */
export function isPhishingResistant(strength: AuthenticationStrength, find: StrengthFinder): Truth {
  const { id, allowedCombinations } = completed(strength, find);
  if (allowedCombinations.length > 0) {
    return truthOf(allowedCombinations.every((combination) => PHISHING_RESISTANT.includes(combination)));
  }
  return id === STRENGTHS.phishingResistant ? YES : BUILT_IN.has(id) ? NO : UNKNOWN;
}

/** Whether an atom demands MFA. A password change in a policy on user risk demands MFA first. */
export function isMfaAtom(atom: Atom, find: StrengthFinder): Truth {
  switch (atom.kind) {
    case 'builtIn':
      if (atom.name === 'mfa' || atom.name === 'passwordChange') return YES;
      return GRANT_CONTROLS.has(atom.name) ? NO : UNKNOWN;
    case 'strength':
      return isMfaStrength(atom.strength, find);
    case 'termsOfUse':
    case 'custom':
      return NO;
    case 'unknown':
      return UNKNOWN;
  }
}

/** Whether a grant, as a formula over its atoms, is met only if an atom of the asked kind is. */
export function forces(policy: Policy, isKind: (atom: Atom) => Truth): Truth {
  if (blocks(policy)) return NO;
  const atoms = atomsOf(policy);
  if (atoms.length === 0) return NO;
  const any = anyOf(atoms, isKind);
  const all = allOf(atoms, isKind);
  switch (operatorOf(policy.grantControls)) {
    case 'AND':
      return any;
    case 'OR':
      return all;
    case undefined:
      return atoms.length === 1 || any === all ? all : UNKNOWN;
  }
}

const operatorOf = (grant: GrantControls | undefined): 'AND' | 'OR' | undefined => grant?.operator;

/** Whether a policy blocks what it applies to. */
export function blocks(policy: Policy): boolean {
  return policy.grantControls?.builtInControls.includes('block') ?? false;
}

/** Whether whoever satisfies the grant has done MFA; a policy that blocks has no such grant. */
export function forcesMfa(policy: Policy, find: StrengthFinder): Truth {
  return forces(policy, (atom) => isMfaAtom(atom, find));
}

/** Whether MFA is one way of several to satisfy the grant, as in "MFA or a compliant device". */
export function mentionsMfa(policy: Policy, find: StrengthFinder): Truth {
  if (blocks(policy)) return NO;
  const mentioned = anyOf(atomsOf(policy), (atom) => isMfaAtom(atom, find));
  const forced = forcesMfa(policy, find);
  return mentioned < not(forced) ? mentioned : not(forced);
}

/** As {@link forcesMfa}, but a custom control of a third party counts as MFA too. */
export function forcesMfaOrCustom(policy: Policy, find: StrengthFinder): Truth {
  return forces(policy, (atom) => or(isMfaAtom(atom, find), truthOf(atom.kind === 'custom')));
}

/** Whether whoever satisfies the grant has used a phishing-resistant method. */
export function forcesPhishingResistance(policy: Policy, find: StrengthFinder): Truth {
  return forces(policy, (atom) => (atom.kind === 'strength' ? isPhishingResistant(atom.strength, find) : NO));
}

const LEGACY_CANNOT = new Set([
  'mfa',
  'compliantDevice',
  'domainJoinedDevice',
  'passwordChange',
  'approvedApplication',
  'compliantApplication',
]);

/** Whether a client that speaks a legacy protocol can never satisfy the grant, so that it is blocked. */
export function stopsLegacyClients(policy: Policy): Truth {
  if (blocks(policy)) return YES;
  return forces(policy, (atom) => {
    if (atom.kind === 'unknown') return UNKNOWN;
    if (atom.kind === 'builtIn') {
      return LEGACY_CANNOT.has(atom.name) ? YES : GRANT_CONTROLS.has(atom.name) ? NO : UNKNOWN;
    }
    return truthOf(atom.kind !== 'custom');
  });
}
