import type { Group } from '../../model/directory-shapes.js';
import type { Evidence } from '../../model/results.js';
import type { Policy } from '../../model/policy.js';
import type { Snapshot } from '../../model/snapshot.js';
import { SYNC_ROLES } from '../../model/well-known.js';
import { nameOf } from '../any-policy.js';
import { either, every, YES, type Answer } from '../answer.js';
import { userName } from '../directory.js';
import { EvidenceList } from '../evidence-list.js';
import { exclusionFinder, type Excluded } from '../exclusions.js';
import { blocks, forcesMfa } from '../grant.js';
import { isDeclared, isFull } from '../people.js';
import { enabled, understood } from '../policy-doubts.js';
import { rule, survey, type Collected, type Context, type Rule, type Survey } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';

const EXCLUDED_MIN = 2;
const EXCLUDED_SHARE = 0.01;

/** Properties that people can change of themselves, so that they could choose their groups. */
const USER_WRITABLE =
  /user\.(mobilePhone|telephoneNumber|otherMails|streetAddress|city|state|postalCode|country|preferredLanguage|displayName)\b/i;

type Data = Collected<'users' | 'conditionalAccessPolicies'>;

/** What policies leave out. */
export const EXCLUSION_RULES: Readonly<Record<string, Rule>> = {
  'COV-09': survey(['users', 'conditionalAccessPolicies'], compensated),
  'COV-10': survey(['users', 'conditionalAccessPolicies'], (data) => {
    const policies = forcing(data);
    const excludedIn = exclusionFinder(policies);
    let [certain, possible, enabledUsers] = [0, 0, 0];
    return {
      add: ({ people }) => {
        const excluded = excludedIn(people);
        certain += excluded.filter((each) => each.isCertain).length;
        possible += excluded.length;
        enabledUsers += people.enabled.length;
      },
      verdict: () => {
        const limit = Math.max(EXCLUDED_MIN, enabledUsers * EXCLUDED_SHARE);
        const count = about('users', `${certain} enabled users are excluded; ${limit} are tolerable.`);
        const groups = groupFindings(data, policies);
        const tooMany = certain > limit ? [count] : [];
        const mayBe = possible > limit ? [about('users', 'More users may be excluded.')] : [];
        return conclude(
          { broken: [...tooMany, ...groups.broken], doubtful: [...mayBe, ...groups.doubtful] },
          [count],
        );
      },
    };
  }),
  'COV-11': rule(['conditionalAccessPolicies'], (data, { exemption }) => {
    const all = relevant(data, (policy) => forcesMfa(policy, data.authenticationStrengthPolicies)).filter(
      ({ policy }) => policy.conditions.applications.includeApplications.includes('All'),
    );
    const findings = (declared: readonly string[]): Verdict => {
      const flawed = all.filter(({ policy }) => leavesOut(policy, declared));
      const text = ({ policy }: (typeof all)[number]): Evidence =>
        about(policy.id, `${nameOf(policy)} leaves out ${leftOut(policy).join(', ')}.`);
      return conclude(
        {
          broken: flawed.filter(({ answer }) => answer.kind === 'yes').map(text),
          doubtful: [
            ...flawed.filter(({ answer }) => answer.kind === 'doubt').map(text),
            ...all.flatMap(({ policy }) => strange(policy)),
          ],
        },
        [about('conditionalAccessPolicies', `None of ${all.length} policies leaves out an application.`)],
      );
    };
    const strict = findings([]);
    const found = findings(exemption.applications);
    return strict.status !== 'pass' && found.status === 'pass' ? verdict('exempted', strict.evidence) : found;
  }),
};

/** Whoever is excluded must be covered by something else, or be declared. */
function compensated(data: Data): Survey {
  const excludedIn = exclusionFinder(forcing(data));
  const full = isFull(data);
  const [broken, doubtful, declared] = [new EvidenceList(), new EvidenceList(), new EvidenceList()];
  let count = 0;
  const judge = (each: Excluded, page: Context): void => {
    const covered = page.people.cover([each.user])[0];
    const answer = covered === undefined ? YES : full(covered);
    if (isBreakGlass(each.id, page) || answer.kind === 'yes') return;
    if (isDeclared(each.id, page.exemption, page.people.directory)) {
      declared.note(() => excludedText(each, 'as declared'));
      return;
    }
    const list = isCertain(each, answer) ? broken : doubtful;
    list.note(() => excludedText(each, 'and no other policy covers the account fully'));
  };
  return {
    add: (page) => {
      const excluded = excludedIn(page.people);
      count += excluded.length;
      for (const each of excluded) judge(each, page);
    },
    verdict: () => {
      const statement = `${count} enabled users are excluded, and each is covered.`;
      const found = conclude({ broken, doubtful }, [about('conditionalAccessPolicies', statement)]);
      return found.status === 'pass' && declared.total > 0 ? verdict('exempted', declared) : found;
    },
  };
}

/** Policies that are on, or may be, and that force MFA or block, or may. */
function forcing(data: Data): readonly Policy[] {
  const { authenticationStrengthPolicies: strengths } = data;
  return relevant(data, (policy) => either([blocks(policy), forcesMfa(policy, strengths)])).map(
    ({ policy }) => policy,
  );
}

function relevant(
  { conditionalAccessPolicies = [] }: Snapshot,
  test: (policy: Policy) => Answer,
): readonly { readonly policy: Policy; readonly answer: Answer }[] {
  return conditionalAccessPolicies
    .map((policy) => ({ policy, answer: every([enabled(policy), test(policy)]) }))
    .filter(({ answer }) => answer.kind !== 'no');
}

function isCertain({ isCertain: isSure, user }: Excluded, answer: Answer): boolean {
  return isSure && answer.kind === 'no' && user.accountEnabled === true;
}

/** Declared for emergencies, or the account that synchronizes. */
function isBreakGlass(id: string, { exemptionOf, people: { directory } }: Context): boolean {
  const isSync = [...directory.rolesOf(id)].some((role) => SYNC_ROLES.includes(role));
  return isSync || isDeclared(id, exemptionOf('CA-25'), directory);
}

function excludedText({ user, id, policies }: Excluded, what: string): Evidence {
  return about(id, `${userName(user, id)} is excluded from ${policies.map(nameOf).join(', ')}, ${what}.`);
}

function groupFindings(
  { groups }: Snapshot,
  policies: readonly Policy[],
): { readonly broken: readonly Evidence[]; readonly doubtful: readonly Evidence[] } {
  const ids = [...new Set(policies.flatMap(({ conditions }) => conditions.users.excludeGroups))];
  if (groups === undefined) {
    const statement = 'Groups are excluded, and groups was not collected.';
    return { broken: [], doubtful: ids.length === 0 ? [] : [about('groups', statement)] };
  }
  const known = groups.filter(({ id }) => id !== undefined && ids.includes(id));
  const text = (group: Group, said: string): Evidence =>
    about(group.id ?? '', `The excluded group "${group.displayName ?? group.id ?? ''}" ${said}.`);
  const isRestricted = (group: Group): boolean =>
    group.isAssignableToRole === true || group.isManagementRestricted === true;
  const isUnread = (group: Group): boolean =>
    group.isAssignableToRole === undefined || group.isManagementRestricted === undefined;
  const open = known.filter((group) => !isRestricted(group));
  return {
    broken: [
      ...open
        .filter((group) => !isUnread(group))
        .map((group) => text(group, 'is neither role-assignable nor management-restricted')),
      ...known
        .filter(({ membershipRule }) => USER_WRITABLE.test(membershipRule ?? ''))
        .map((group) => text(group, 'depends on a property that people can change of themselves')),
    ],
    doubtful: open.filter(isUnread).map((group) => text(group, 'does not say who may change it')),
  };
}

function leavesOut(policy: Policy, declared: readonly string[]): boolean {
  return leftOut(policy).some((id) => !declared.includes(id));
}

function leftOut({ conditions: { applications } }: Policy): readonly string[] {
  const { applicationFilter: filter, excludeApplications } = applications;
  const filtered = filter?.mode === 'exclude' ? [`applications with ${filter.rule}`] : [];
  return [...excludeApplications, ...filtered];
}

function strange(policy: Policy): readonly Evidence[] {
  const answer = understood(policy);
  return answer.kind === 'doubt'
    ? [about(policy.id, `${nameOf(policy)} cannot be judged: it ${answer.because.join('; it ')}.`)]
    : [];
}
