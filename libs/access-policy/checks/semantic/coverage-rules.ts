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
import { EvidenceList, joined } from '../evidence-list.js';
import { doubtText, understood } from '../policy-doubts.js';
import type { Evidence } from '../../model/results.js';
import { privilegedUsers, userName } from '../directory.js';
import {
  createCensus,
  isFull,
  rankOf,
  type CoveredUser,
  type CoverageTest,
  type PeopleQuestion,
} from '../people.js';
import { judgeRule, settled, survey, type Collected, type Context, type Rule, type Survey } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';
import { CONTROL_RULES } from './control-policies.js';
import { byId, PRIVILEGED_ROLES } from './registration.js';
import { nameOf } from '../any-policy.js';

const LEGACY = ['exchangeActiveSync', 'other'];

type Data = Collected<'users' | 'conditionalAccessPolicies'>;

/** Whether MFA is demanded of each person. */
export const COVERAGE_RULES: Readonly<Record<string, Rule>> = {
  'COV-02': people((data) => {
    const full = isFull(data);
    return census(
      ({ user }) => user.userType !== 'Guest',
      () => full,
      nobody,
    );
  }),
  'COV-03': privileged((data) => isFull(data)),
  'COV-04': privileged(
    () => strongly,
    (data) => {
      const find = createStrengthFinder(data.authenticationStrengthPolicies);
      return (policy) => or(truthOf(isBlocking(policy)), forcesPhishingResistance(policy, find));
    },
  ),
  'COV-05': people((data) => {
    const full = isFull(data);
    const guests = census(
      ({ user }) => user.userType === 'Guest',
      () => full,
    );
    return {
      add: guests.add,
      verdict: () => {
        const found = guests.verdict();
        return verdict(found.status, [...found.evidence, trustText(data)]);
      },
    };
  }),
  'COV-06': people((data) => {
    if (data.securityDefaults?.isEnabled === true) {
      return settled(
        verdict('pass', [about('securityDefaults', 'Security defaults block legacy authentication.')]),
      );
    }
    const question = { clients: LEGACY, protects: stopsLegacyClients };
    return census(
      () => true,
      () => closed,
      nobody,
      question,
    );
  }),
  'COV-07': people(reportOnly),
  'COV-08': survey(
    ['users', 'conditionalAccessPolicies', 'userRegistrationDetails'],
    (data, context) => {
      const guard = CONTROL_RULES['CA-11'];
      const isGuarded = guard !== undefined && judgeRule(guard, context).status === 'pass';
      const { add, verdict: conclusion } = unregistered(data);
      return {
        add,
        verdict: () => {
          const found = conclusion();
          return found.status === 'fail' && !isGuarded ? { ...found, severity: 'critical' } : found;
        },
      };
    },
    { plan: 'p1', required: false },
  ),
};

function people(start: (data: Data, context: Context) => Survey): Rule {
  return survey(['users', 'conditionalAccessPolicies'], start);
}

/** Judges the enabled users that are meant; `empty` where there is none. */
function census(
  isMeant: (covered: CoveredUser) => boolean,
  testOf: () => CoverageTest,
  empty?: () => Verdict,
  question?: PeopleQuestion,
): Survey {
  const [found, test] = [createCensus(), testOf()];
  return {
    add: (page) => {
      found.add(page.people.cover(page.people.enabled, question).filter(isMeant), test, page);
    },
    verdict: () => (empty !== undefined && found.judged() === 0 ? empty() : found.verdict()),
  };
}

/** A rule on enabled users with a privileged role, active or eligible. */
function privileged(
  testOf: (data: Data) => CoverageTest,
  protectsIn?: (data: Snapshot) => (policy: Policy) => ReturnType<typeof or>,
): Rule {
  return survey(['users', 'roleAssignments', 'conditionalAccessPolicies'], (data) => {
    const question = protectsIn === undefined ? undefined : { protects: protectsIn(data) };
    const [admins, test, doubts] = [createCensus(), testOf(data), new Set<string>()];
    return {
      add: (page) => {
        const found = privilegedUsers(page.snapshot, PRIVILEGED_ROLES);
        for (const said of found.doubts) doubts.add(said);
        const holders = page.people.enabled.filter(({ id = '' }) => found.value.has(id));
        admins.add(page.people.cover(holders, question), test, page);
      },
      verdict: () => {
        const found = admins.verdict();
        if (doubts.size === 0 || found.status === 'fail') return found;
        return verdict(
          'unknown',
          [...doubts].map((said) => about('roleAssignments', said)),
        );
      },
    };
  });
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

const isReportOnly = ({ state }: Policy): boolean => state === 'enabledForReportingButNotEnforced';

/** Compares with a tenant whose report-only policies are on. */
function reportOnly(data: Data): Survey {
  const reporting = data.conditionalAccessPolicies.filter(isReportOnly);
  if (reporting.length === 0) {
    return settled(verdict('pass', [about('conditionalAccessPolicies', 'No policy is report-only.')]));
  }
  const turnedOn: PeopleQuestion = {
    policies: data.conditionalAccessPolicies.map((policy) =>
      isReportOnly(policy) ? { ...policy, state: 'enabled' as const } : policy,
    ),
  };
  const [broken, doubtful, full] = [new EvidenceList(), new EvidenceList(), isFull(data)];
  let isGap = false;
  return {
    add: ({ people: { cover, enabled } }) => {
      const after = cover(enabled, turnedOn);
      cover(enabled).forEach((now, index) => {
        isGap ||= full(now).kind !== 'yes';
        const then = after[index];
        if (then !== undefined) compareUser({ now, then }, reporting, { broken, doubtful });
      });
    },
    verdict: () => {
      const found = conclude({ broken, doubtful }, [
        about('conditionalAccessPolicies', 'Report-only policies would improve nobody.'),
      ]);
      const strange = isGap ? data.conditionalAccessPolicies.flatMap(strangeText) : [];
      return found.status === 'pass' && strange.length > 0 ? verdict('unknown', strange) : found;
    },
  };
}

function compareUser(
  { now, then }: { readonly now: CoveredUser; readonly then: CoveredUser },
  reporting: readonly Policy[],
  { broken, doubtful }: { readonly broken: EvidenceList; readonly doubtful: EvidenceList },
): void {
  const { id, user } = now;
  if ([now, then].some(({ coverage }) => coverage.verdict === 'indeterminate')) {
    doubtful.note(() => about(id, `The coverage of ${userName(user, id)} cannot be judged.`));
  } else if (rankOf(then.coverage) > rankOf(now.coverage)) {
    broken.note(() => {
      const names = reporting.filter((policy) => then.coverage.policyIds.includes(policy.id)).map(nameOf);
      return about(id, `${userName(user, id)} depends on ${names.join(', ')}, which is report-only.`);
    });
  }
}

function unregistered(data: Data): Survey {
  const [broken, absent, unsure] = [new EvidenceList(), new EvidenceList(), new EvidenceList()];
  let asked = 0;
  const isOpen = data.conditionalAccessPolicies.some(
    (policy) => policy.state !== 'disabled' && understood(policy).kind === 'doubt',
  );
  const isSure = ({ user, coverage }: CoveredUser): boolean =>
    user.accountEnabled === true && !['indeterminate', 'none'].includes(coverage.verdict);
  const note = (list: EvidenceList, { id, user }: CoveredUser, said: string): void => {
    list.note(() => about(id, `${userName(user, id)} ${said}.`));
  };
  const judge = (row: CoveredUser, isRegistered: boolean | undefined): void => {
    asked += 1;
    if (isRegistered === undefined) note(absent, row, 'is not in the registration report');
    else if (isRegistered) return;
    else if (isSure(row)) note(broken, row, 'has not registered: whoever has the password can');
    else note(unsure, row, 'has not registered, and the coverage is not certain');
  };
  return {
    add: ({ snapshot, people: { cover, enabled } }) => {
      const report = byId(snapshot.userRegistrationDetails ?? []);
      for (const row of cover(enabled)) {
        if (row.coverage.verdict === 'none' && !isOpen) continue;
        judge(row, report.get(row.id)?.isMfaRegistered);
      }
    },
    verdict: () =>
      conclude({ broken, doubtful: joined(absent, unsure) }, [
        about('userRegistrationDetails', `All ${asked} users of whom MFA is demanded have registered.`),
      ]),
  };
}
