import { CATALOGUE } from './catalogue/catalogue.js';
import type { CheckDefinition } from './catalogue/definition.js';
import type { Declarable, ExemptionKind } from './parse-exemptions.js';
import type { Rule } from './rule.js';
import { SCUBA_CATALOGUE, type Level } from './scuba/catalogue.js';
import { SCUBA_RULES } from './scuba/rules.js';
import { SEMANTIC_RULES } from './semantic/rules.js';

/** Names of the profiles; the first is the default. */
export const PROFILE_NAMES = ['semantic', 'scuba'] as const;

/** Which verdicts are given: ours, which look at conditions, or those of CISA's baseline as ScubaGear gives them. */
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** A check that a profile evaluates. */
export interface ProfileCheck {
  readonly definition: CheckDefinition;
  readonly rule: Rule;
  /** Only in SCuBA. */
  readonly level: Level | undefined;
}

const POLICY_LISTS: readonly ExemptionKind[] = ['users', 'groups', 'applications', 'guestUserTypes'];
const PEOPLE: readonly ExemptionKind[] = ['users', 'groups'];
const ROLE_LISTS: readonly ExemptionKind[] = ['roleUsers', 'roleGroups'];

/** What a tenant can declare, by check of either profile. */
export const DECLARABLE: Declarable = new Map<string, readonly ExemptionKind[]>([
  ...named(
    ['01', '02', '03', '04', '05', '06', '07', '08', '10', '11', '13', '14'].map((n) => `CA-${n}`),
    POLICY_LISTS,
  ),
  ...named(['COV-02', 'COV-03', 'COV-04', 'COV-05', 'COV-06', 'COV-09', 'CA-15', 'CA-33'], PEOPLE),
  ...named(['COV-11'], ['applications']),
  ...named(['CA-25'], PEOPLE),
  ...named(['PR-04'], ROLE_LISTS),
  ...named(
    ['1.1v1', '2.1v1', '2.3v1', '3.1v1', '3.2v2', '3.6v1', '3.7v1', '3.9v1'].map(policyId),
    POLICY_LISTS,
  ),
  ...named([policyId('3.8v1')], ['users', 'groups', 'guestUserTypes']),
  ...named([policyId('7.4v1')], ROLE_LISTS),
]);

/** The checks of each profile, in the order in which they are shown. */
export const PROFILES: Readonly<Record<ProfileName, readonly ProfileCheck[]>> = {
  semantic: CATALOGUE.map((definition) => checkOf(definition, SEMANTIC_RULES, undefined)),
  scuba: SCUBA_CATALOGUE.map((definition) => checkOf(definition, SCUBA_RULES, definition.level)),
};

function checkOf(
  definition: CheckDefinition,
  rules: Readonly<Record<string, Rule>>,
  level: Level | undefined,
): ProfileCheck {
  const rule = rules[definition.id];
  if (rule === undefined) throw new Error(`The check ${definition.id} has no rule.`);
  return { definition, rule, level };
}

function policyId(number: string): string {
  return `MS.AAD.${number}`;
}

function named(
  ids: readonly string[],
  kinds: readonly ExemptionKind[],
): readonly (readonly [string, readonly ExemptionKind[]])[] {
  return ids.map((id) => [id, kinds] as const);
}
