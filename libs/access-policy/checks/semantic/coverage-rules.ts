import { or, truthOf } from '../../evaluation/truth.js';
import {
  blocks as isBlocking,
  createStrengthFinder,
  forcesPhishingResistance,
  stopsLegacyClients,
} from '../../grants/atoms.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { Policy } from '../../model/policy.js';
import { no } from '../answer.js';
import { doubtText, understood } from '../policy-doubts.js';
import type { Evidence } from '../../model/results.js';
import { privilegedUsers, userName } from '../directory.js';
import { everybody, isFull, rankOf, type CoveredUser } from '../people.js';
import { judgeRule, rule, type Collected, type Context, type Rule } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';
import { CONTROL_RULES } from './control-policies.js';
import { byId, PRIVILEGED_ROLES } from './registration.js';
import { peopleOf } from '../people.js';
import { nameOf } from '../any-policy.js';

const LEGACY = ['exchangeActiveSync', 'other'];

type Data = Collected<'users' | 'conditionalAccessPolicies'>;

/** Whether MFA is demanded of each person. */
export const COVERAGE_RULES: Readonly<Record<string, Rule>> = {
  'COV-02': people((data, context) => {
    const members = context.people.cover().filter(({ user }) => user.userType !== 'Guest');
    return members.length === 0 ? nobody() : judged(members, data, context);
  }),
  'COV-03': privileged((admins, data, context) => judged(admins, data, context)),
  'COV-04': privileged(
    (admins, _, { exemption, people: { directory } }) => everybody(admins, strongly, exemption, directory),
    (data) => {
      const find = createStrengthFinder(data.authenticationStrengthPolicies);
      return (policy) => or(truthOf(isBlocking(policy)), forcesPhishingResistance(policy, find));
    },
  ),
  'COV-05': people((data, context) => {
    const guests = context.people.cover().filter(({ user }) => user.userType === 'Guest');
    const found = judged(guests, data, context);
    return verdict(found.status, [...found.evidence, trustText(data)]);
  }),
  'COV-06': people((data, { people: { cover, directory }, exemption }) => {
    if (data.securityDefaults?.isEnabled === true) {
      return verdict('pass', [about('securityDefaults', 'Security defaults block legacy authentication.')]);
    }
    const covered = cover({ clients: LEGACY, protects: stopsLegacyClients });
    return covered.length === 0 ? nobody() : everybody(covered, closed, exemption, directory);
  }),
  'COV-07': people((data, { people: { cover } }) => {
    const isOff = ({ state }: Policy): boolean => state === 'enabledForReportingButNotEnforced';
    const reporting = data.conditionalAccessPolicies.filter(isOff);
    if (reporting.length === 0) {
      return verdict('pass', [about('conditionalAccessPolicies', 'No policy is report-only.')]);
    }
    const found = improved(cover(), withReportOnly(data), reporting);
    const isGap = cover().some((covered) => isFull(data)(covered).kind !== 'yes');
    const strange = isGap ? data.conditionalAccessPolicies.flatMap(strangeText) : [];
    return found.status === 'pass' && strange.length > 0 ? verdict('unknown', strange) : found;
  }),
  'COV-08': rule(
    ['users', 'conditionalAccessPolicies', 'userRegistrationDetails'],
    (data, context) => {
      const found = unregistered(data, context.people.cover());
      const guard = CONTROL_RULES['CA-11'];
      const isGuarded = guard !== undefined && judgeRule(guard, context).status === 'pass';
      return found.status === 'fail' && !isGuarded ? { ...found, severity: 'critical' } : found;
    },
    { plan: 'p1', required: false },
  ),
};

function people(judge: (data: Data, context: Context) => Verdict): Rule {
  return rule(['users', 'conditionalAccessPolicies'], judge);
}

/** A rule on enabled users with a privileged role, active or eligible. */
function privileged(
  judge: (admins: readonly CoveredUser[], data: Data, context: Context) => Verdict,
  protectsIn?: (data: Snapshot) => (policy: Policy) => ReturnType<typeof or>,
): Rule {
  return rule(['users', 'roleAssignments', 'conditionalAccessPolicies'], (data, context) => {
    const { value: holders, doubts } = privilegedUsers(data, PRIVILEGED_ROLES);
    const question = protectsIn === undefined ? undefined : { protects: protectsIn(data) };
    const admins = context.people.cover(question).filter(({ id }) => holders.has(id));
    const found = judge(admins, data, context);
    const isOpen = doubts.length > 0 && found.status !== 'fail';
    return isOpen
      ? verdict(
          'unknown',
          doubts.map((said) => about('roleAssignments', said)),
        )
      : found;
  });
}

function judged(
  covered: readonly CoveredUser[],
  data: Snapshot,
  { exemption, people: { directory } }: Context,
): Verdict {
  return everybody(covered, isFull(data), exemption, directory);
}

function nobody(): Verdict {
  return verdict('unknown', [about('users', 'No enabled member was returned.')]);
}

/** Other mechanisms ask for MFA, but not for a phishing-resistant one. */
function strongly(covered: CoveredUser): ReturnType<ReturnType<typeof isFull>> {
  const isOther = covered.coverage.reasons.includes('SECURITY_DEFAULTS');
  if (isOther) return no('is covered by security defaults, which accept any method');
  return isFull(NO_LICENCE_FREE)(covered);
}

/** Legacy clients are closed by policies alone. */
function closed(covered: CoveredUser): ReturnType<ReturnType<typeof isFull>> {
  return isFull(NO_LICENCE_FREE)(covered);
}

/** Security defaults never count. */
const NO_LICENCE_FREE = {
  subscribedSkus: [
    {
      skuId: undefined,
      skuPartNumber: undefined,
      capabilityStatus: 'Enabled',
      servicePlans: [
        { servicePlanId: undefined, servicePlanName: 'AAD_PREMIUM', provisioningStatus: 'Success' },
      ],
    },
  ],
} as const;

function trustText({ crossTenantAccessPolicy: access }: Snapshot): ReturnType<typeof about> {
  const trusted = access?.inboundTrust?.isMfaAccepted;
  const statement =
    trusted === undefined
      ? 'Whether MFA of other tenants is trusted was not collected.'
      : `MFA of other tenants is ${trusted ? '' : 'not '}trusted by default.`;
  return about('crossTenantAccessPolicy', statement);
}

/** What is not understood of a policy that is on or report-only. */
function strangeText(policy: Policy): readonly Evidence[] {
  const open = policy.state === 'disabled' ? [] : policy.doubts.filter(({ part }) => part !== 'session');
  return open.map((each) => about(policy.id, `${nameOf(policy)} cannot be judged: it ${doubtText(each)}.`));
}

function withReportOnly(data: Data): readonly CoveredUser[] {
  const conditionalAccessPolicies = data.conditionalAccessPolicies.map((policy) =>
    policy.state === 'enabledForReportingButNotEnforced' ? { ...policy, state: 'enabled' as const } : policy,
  );
  return peopleOf({ ...data, conditionalAccessPolicies }).cover();
}

function improved(
  before: readonly CoveredUser[],
  after: readonly CoveredUser[],
  reporting: readonly Policy[],
): Verdict {
  const pairs = before.flatMap((now, index) => {
    const then = after[index];
    return then === undefined ? [] : [{ now, then }];
  });
  const better = pairs.filter(({ now, then }) => rankOf(then.coverage) > rankOf(now.coverage));
  const isOpen = ({ now, then }: (typeof pairs)[number]): boolean =>
    [now, then].some(({ coverage }) => coverage.verdict === 'indeterminate');
  const text = ({ now: { id, user }, then }: (typeof pairs)[number]): ReturnType<typeof about> => {
    const names = reporting.filter((policy) => then.coverage.policyIds.includes(policy.id)).map(nameOf);
    return about(id, `${userName(user, id)} depends on ${names.join(', ')}, which is report-only.`);
  };
  const openText = ({ now: { id, user } }: (typeof pairs)[number]): ReturnType<typeof about> =>
    about(id, `The coverage of ${userName(user, id)} cannot be judged.`);
  return conclude(
    {
      broken: better.filter((each) => !isOpen(each)).map(text),
      doubtful: pairs.filter(isOpen).map(openText),
    },
    [about('conditionalAccessPolicies', 'Report-only policies would improve nobody.')],
  );
}

function unregistered(
  data: Collected<'userRegistrationDetails' | 'conditionalAccessPolicies'>,
  covered: readonly CoveredUser[],
): Verdict {
  const report = byId(data.userRegistrationDetails);
  const isOpen = data.conditionalAccessPolicies.some(
    (policy) => policy.state !== 'disabled' && understood(policy).kind === 'doubt',
  );
  const asked = covered.filter(({ coverage }) => coverage.verdict !== 'none' || isOpen);
  const rows = asked.map((each) => ({ ...each, isRegistered: report.get(each.id)?.isMfaRegistered }));
  const isSure = ({ user, coverage }: CoveredUser): boolean =>
    user.accountEnabled === true && !['indeterminate', 'none'].includes(coverage.verdict);
  const text = (said: string) => (row: CoveredUser) =>
    about(row.id, `${userName(row.user, row.id)} ${said}.`);
  return conclude(
    {
      broken: rows
        .filter((row) => row.isRegistered === false && isSure(row))
        .map(text('has not registered: whoever has the password can')),
      doubtful: [
        ...rows
          .filter((row) => row.isRegistered === undefined)
          .map(text('is not in the registration report')),
        ...rows
          .filter((row) => row.isRegistered === false && !isSure(row))
          .map(text('has not registered, and the coverage is not certain')),
      ],
    },
    [about('userRegistrationDetails', `All ${rows.length} users of whom MFA is demanded have registered.`)],
  );
}
