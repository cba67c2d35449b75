import type { CheckCase } from './describe-checks.js';
import { exemplaryTenant, registered, withPolicies, without } from './exemplary-tenant.js';
import { group, mfaPolicy } from './policy-builder.js';

const excluding = (users: Record<string, string[]>) =>
  withPolicies({ everybody: mfaPolicy({ users }), admins: null, managed: null });
const manyMembers = ['global1', 'global2', 'member1', 'member2'];

/** Cases of effective coverage. */
export const COVERAGE_CASES: readonly CheckCase[] = [
  {
    id: 'COV-01',
    when: 'nothing forces MFA',
    fail: exemplaryTenant({ conditionalAccessPolicies: [] }),
    unknown: without('conditionalAccessPolicies'),
  },
  { id: 'COV-02', when: 'a member is excluded', fail: excluding({ excludeUsers: ['member1'] }) },
  { id: 'COV-03', when: 'an administrator is excluded', fail: excluding({ excludeUsers: ['users1'] }) },
  {
    id: 'COV-04',
    when: 'administrators may use any method',
    fail: withPolicies({ everybody: mfaPolicy(), admins: null }),
  },
  { id: 'COV-05', when: 'guests are excluded', fail: excluding({ excludeUsers: ['GuestsOrExternalUsers'] }) },
  {
    id: 'COV-06',
    when: 'policies are about modern clients only',
    fail: withPolicies({
      legacy: null,
      managed: null,
      everybody: mfaPolicy({ conditions: { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] } }),
    }),
  },
  {
    id: 'COV-07',
    when: 'the only policy is report-only',
    fail: withPolicies({ everybody: mfaPolicy({ state: 'enabledForReportingButNotEnforced' }) }),
  },
  {
    id: 'COV-08',
    when: 'somebody has not registered',
    fail: exemplaryTenant({
      userRegistrationDetails: [
        registered('member1', { isMfaRegistered: false }),
        ...['global1', 'global2', 'users1', 'exchange1', 'sharepoint1', 'member2', 'guest1'].map((id) =>
          registered(id),
        ),
      ],
    }),
  },
  {
    id: 'COV-09',
    when: 'an exclusion is made up for by nothing',
    fail: excluding({ excludeUsers: ['member1'] }),
  },
  {
    id: 'COV-10',
    when: 'more than two people are excluded',
    fail: {
      ...excluding({ excludeGroups: ['g1'] }),
      groups: [{ ...group('g1', manyMembers), isAssignableToRole: true }],
    },
    unknown: {
      ...withPolicies({ everybody: mfaPolicy({ users: { excludeGroups: ['g1'] } }) }),
      groups: [group('g1', [])],
    },
  },
  {
    id: 'COV-11',
    when: 'the policy for everything leaves out Office 365',
    fail: withPolicies({ everybody: mfaPolicy({ applications: { excludeApplications: ['Office365'] } }) }),
  },
];
