import type { Snapshot } from '../model/snapshot.js';
import type { Exemption } from './exemption.js';
import type { People } from './people.js';
import { licenceOf, PLAN_NAMES, type Plan } from './licence.js';
import { about, verdict, type Verdict } from './verdict.js';

/** A key of a snapshot that a check needs. */
export type Need = Exclude<keyof Snapshot, 'source' | 'namedUsers'>;

/** A snapshot in which the needed keys are there. */
export type Collected<K extends Need> = Snapshot & {
  readonly [P in K]: Exclude<Snapshot[P], undefined>;
};

/** What a check may look at besides the snapshot. */
export interface Context {
  readonly snapshot: Snapshot;
  /** What is declared for this check. */
  readonly exemption: Exemption;
  /** What is declared for another check, for checks that build on each other. */
  readonly exemptionOf: (id: string) => Exemption;
  readonly now: Date;
  /** The users, as policies treat them. */
  readonly people: People;
}

/**
 * A licence that a check depends on. Without it a `required` one makes every verdict not applicable, and not knowing makes it
 * unknown; any other only saves the tenant from failing for what it cannot have.
 */
export interface LicenceNeed {
  readonly plan: Plan;
  readonly required: boolean;
}

/** How a check is evaluated. */
export interface Rule {
  readonly needs: readonly Need[];
  readonly licence: LicenceNeed | undefined;
  /** Called only when every need is there. */
  readonly start: (context: Context) => Survey;
}

/** A rule that needs no people; its judge sees the keys that it needs as collected. */
export function rule<K extends Need>(
  needs: readonly K[],
  judge: (data: Collected<K>, context: Context) => Verdict,
  licence?: LicenceNeed,
): Rule {
  return survey(needs, (data, context) => settled(judge(data, context)), licence);
}

/**
 * A judgement that may need to see everybody: people come in pages, each in a context of its own whose snapshot has the users of
 * the page alone. What it keeps must not grow with the number of people.
 */
export interface Survey {
  readonly add: (page: Context) => void;
  /** Asked once, after the last page. */
  readonly verdict: () => Verdict;
}

/** A rule that asks about people, page by page; `start` sees the tenant and must not look at its users. */
export function survey<K extends Need>(
  needs: readonly K[],
  start: (data: Collected<K>, context: Context) => Survey,
  licence?: LicenceNeed,
): Rule {
  return { needs, licence, start: (context) => start(context.snapshot as Collected<K>, context) };
}

/** What is known without looking at anybody. */
export function settled(found: Verdict): Survey {
  return { add: () => undefined, verdict: () => found };
}

/** Evaluates a rule on a tenant whose users are all in one snapshot. */
export function judgeRule(of: Rule, context: Context): Verdict {
  const started = startRule(of, context);
  started.add(context);
  return started.verdict();
}

/** Starts a rule: licence first, then what is missing, then the rule itself. */
export function startRule(of: Rule, context: Context): Survey {
  const { snapshot } = context;
  const licence = of.licence === undefined ? 'present' : licenceOf(snapshot, of.licence.plan);
  const name = of.licence === undefined ? '' : PLAN_NAMES[of.licence.plan];
  const without = (): Verdict =>
    verdict('not_applicable', [about('subscribedSkus', `The tenant has no ${name}.`)]);
  if (of.licence?.required === true) {
    if (licence === 'absent') return settled(without());
    if (licence === 'unknown') return settled(missing(['subscribedSkus']));
  }
  const absent = of.needs.filter((need) => snapshot[need] === undefined);
  const { add, verdict: conclusion } = absent.length > 0 ? settled(missing(absent)) : of.start(context);
  return {
    add,
    verdict: () => {
      const found = conclusion();
      const isOpen = found.status === 'fail' || found.status === 'unknown';
      return isOpen && licence === 'absent' ? without() : found;
    },
  };
}

/** Unknown, because these were not collected. */
export function missing(keys: readonly string[]): Verdict {
  return verdict(
    'unknown',
    keys.map((key) => about(key, `${key} was not collected${permissionHint(key)}.`)),
  );
}

/** Least application permission that reads a key (https://learn.microsoft.com/graph/permissions-reference). */
export const PERMISSIONS: Readonly<Record<string, string>> = {
  organization: 'Organization.Read.All',
  subscribedSkus: 'LicenseAssignment.Read.All',
  domains: 'Domain.Read.All',
  users: 'User.Read.All',
  groups: 'GroupMember.Read.All',
  roleDefinitions: 'RoleManagement.Read.Directory',
  roleAssignments: 'RoleManagement.Read.Directory',
  roleAssignmentScheduleInstances: 'RoleManagement.Read.Directory',
  roleEligibilityScheduleInstances: 'RoleManagement.Read.Directory',
  roleManagementPolicyAssignments: 'RoleManagement.Read.Directory',
  userRegistrationDetails: 'AuditLog.Read.All',
  groupSettings: 'GroupSettings.Read.All',
  deviceRegistrationPolicy: 'Policy.Read.DeviceConfiguration',
  servicePrincipals: 'Application.Read.All',
};

/** The permission that reads a key; all policies are read with Policy.Read.All. */
export function permissionOf(key: string): string {
  return PERMISSIONS[key] ?? 'Policy.Read.All';
}

function permissionHint(key: string): string {
  return ` (it is read with ${permissionOf(key)})`;
}
