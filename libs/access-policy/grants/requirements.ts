import { LEGACY_CLIENTS } from '../conditions/settings.js';
import type { Device } from '../evaluation/sign-in.js';
import { YES } from '../evaluation/truth.js';
import type { Policy } from '../model/policy.js';
import { STRENGTHS } from '../model/well-known.js';
import {
  atomsOf,
  completed,
  isMultifactor,
  stopsLegacyClients,
  type Atom,
  type StrengthFinder,
} from './atoms.js';

/** What one policy still demands of a sign-in. */
export interface Requirement {
  readonly policyId: string;
  readonly operator: 'AND' | 'OR';
  /** Names of controls, for instance `mfa` or `termsOfUse:<id>`. */
  readonly controls: readonly string[];
}

/** What a session brings. */
export interface Evidence {
  readonly satisfiedControls: ReadonlySet<string>;
  readonly device: Device | undefined;
  readonly clientApp: string | undefined;
}

/** The name under which a control is asked for. */
export function nameOf(atom: Atom): string {
  switch (atom.kind) {
    case 'builtIn':
    case 'unknown':
      return atom.name;
    case 'strength':
      return `authenticationStrength:${atom.strength.id}`;
    case 'termsOfUse':
      return `termsOfUse:${atom.id}`;
    case 'custom':
      return `customAuthenticationFactor:${atom.id}`;
  }
}

/** What a policy that applies still demands; undefined where it is satisfied or demands nothing. */
export function requirementOf(
  policy: Policy,
  evidence: Evidence,
  find: StrengthFinder,
): Requirement | undefined {
  const atoms = atomsOf(policy);
  const open = atoms.filter((atom) => !isSatisfied(atom, evidence, find));
  const operator = policy.grantControls?.operator === 'OR' ? 'OR' : 'AND';
  const isMet = operator === 'OR' ? open.length < atoms.length : open.length === 0;
  if (isMet || atoms.length === 0) return undefined;
  return { policyId: policy.id, operator, controls: open.map(nameOf) };
}

/** Whether a legacy client meets a policy that it can never satisfy. */
export function isStopped(policy: Policy, { clientApp }: Evidence): boolean {
  const isLegacy = clientApp !== undefined && LEGACY_CLIENTS.includes(clientApp);
  return isLegacy && stopsLegacyClients(policy) === YES;
}

function isSatisfied(atom: Atom, { satisfiedControls, device }: Evidence, find: StrengthFinder): boolean {
  if (satisfiedControls.has(nameOf(atom))) return true;
  switch (atom.kind) {
    case 'builtIn':
      return isBuiltInSatisfied(atom.name, satisfiedControls, device);
    case 'strength':
      return isStrengthSatisfied(
        atom.strength.id,
        completed(atom.strength, find).allowedCombinations,
        satisfiedControls,
      );
    case 'termsOfUse':
      return satisfiedControls.has('termsOfUse');
    case 'custom':
      return satisfiedControls.has(atom.id);
    case 'unknown':
      return false;
  }
}

function isBuiltInSatisfied(
  name: string,
  satisfied: ReadonlySet<string>,
  device: Device | undefined,
): boolean {
  switch (name) {
    case 'mfa':
      return [...satisfied].some(
        (control) => isMultifactor(control) || control.startsWith('authenticationStrength:'),
      );
    case 'compliantDevice':
      return device?.get('iscompliant') === 'true';
    case 'domainJoinedDevice':
      return device?.get('trusttype') === 'ServerAD';
    default:
      return false;
  }
}

/** A method of the session that the strength allows; any MFA meets the strength that allows any. */
function isStrengthSatisfied(
  id: string,
  combinations: readonly string[],
  satisfied: ReadonlySet<string>,
): boolean {
  if (id === STRENGTHS.multifactor && satisfied.has('mfa')) return true;
  return satisfied.has(id) || combinations.some((combination) => satisfied.has(combination));
}
