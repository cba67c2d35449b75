import type { CheckCase } from './describe-checks.js';
import { POLICIES } from './exemplary-policies.js';
import { exemplaryTenant, plus, registered, withPolicies, activeRole } from './exemplary-tenant.js';
import { grant, member, mfaPolicy, role } from './policy-builder.js';
import { ROLES } from '#access-policy/model/well-known.js';
import type { JsonObject } from '#kernel/json.js';

const OLD = { createdDateTime: '2026-01-01T00:00:00Z', state: 'enabledForReportingButNotEnforced' };
const strange = (policy: JsonObject | undefined): JsonObject => {
  const conditions = policy?.['conditions'] as JsonObject;
  return { ...policy, conditions: { ...conditions, moonPhases: ['full'] } };
};

/** A tenant with two accounts for emergencies that every policy excludes. */
export function breakGlassTenant(changes: JsonObject = {}, userChanges: JsonObject = {}): JsonObject {
  const names = ['glass1', 'glass2'];
  const policies = Object.values(POLICIES).map((policy) => {
    const conditions = policy['conditions'] as JsonObject;
    return {
      ...policy,
      conditions: { ...conditions, users: { ...(conditions['users'] as JsonObject), excludeUsers: names } },
    };
  });
  const users = names.map((id) =>
    member(id, {
      userPrincipalName: `${id}@contoso.onmicrosoft.com`,
      onPremisesSyncEnabled: null,
      ...userChanges,
    }),
  );
  const base = exemplaryTenant();
  const list = (key: string): readonly JsonObject[] => base[key] as readonly JsonObject[];
  return {
    ...base,
    users: [...list('users'), ...users],
    roleAssignments: [...list('roleAssignments'), ...names.map((id) => role(id, ROLES.globalAdministrator))],
    roleAssignmentScheduleInstances: [
      ...list('roleAssignmentScheduleInstances'),
      ...names.map((id) => activeRole(id, ROLES.globalAdministrator, { endDateTime: null })),
    ],
    userRegistrationDetails: [...list('userRegistrationDetails'), ...names.map((id) => registered(id))],
    conditionalAccessPolicies: policies,
    ...changes,
  };
}

/** A hybrid tenant whose synchronizing user is excluded from what is for all, and bound to an address. */
export function hybridTenant(
  excluded: readonly string[] = [ROLES.directorySynchronizationAccounts],
): JsonObject {
  const policies = Object.values(POLICIES).map((policy) => {
    const conditions = policy['conditions'] as JsonObject;
    return {
      ...policy,
      conditions: {
        ...conditions,
        users: { ...(conditions['users'] as JsonObject), excludeRoles: excluded },
      },
    };
  });
  const bound = mfaPolicy({
    id: 'bound',
    users: { includeUsers: [], includeRoles: [ROLES.directorySynchronizationAccounts] },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['office'] } },
    grantControls: grant('block'),
  });
  const base = plus('users', member('sync1'));
  return {
    ...base,
    organization: { id: 'contoso', onPremisesSyncEnabled: true },
    roleAssignments: [
      ...(base['roleAssignments'] as readonly JsonObject[]),
      role('sync1', ROLES.directorySynchronizationAccounts),
    ],
    conditionalAccessPolicies: [...policies, bound],
  };
}

/** Cases of the structure of Conditional Access. */
export const CONDITIONAL_ACCESS_CASES: readonly CheckCase[] = [
  { id: 'CA-01', when: 'no policy is for everybody', fail: withPolicies({ everybody: null }) },
  {
    id: 'CA-02',
    when: 'no policy forces MFA of administrators',
    fail: withPolicies({ everybody: null, admins: null }),
  },
  { id: 'CA-03', when: 'administrators may use any method', fail: withPolicies({ admins: null }) },
  { id: 'CA-04', when: 'everybody may use any method', fail: withPolicies({ everybody: mfaPolicy() }) },
  { id: 'CA-05', when: 'legacy clients are not blocked', fail: withPolicies({ legacy: null }) },
  {
    id: 'CA-06',
    when: 'guests are excluded',
    fail: withPolicies({ everybody: mfaPolicy({ users: { excludeUsers: ['GuestsOrExternalUsers'] } }) }),
  },
  { id: 'CA-07', when: 'nothing reacts to user risk', fail: withPolicies({ userRisk: null }) },
  {
    id: 'CA-08',
    when: 'MFA is asked of risky sign-ins, but not every time',
    fail: withPolicies({ signInRisk: mfaPolicy({ conditions: { signInRiskLevels: ['high', 'medium'] } }) }),
  },
  {
    id: 'CA-09',
    when: 'one policy asks for both risks',
    fail: withPolicies({
      both: mfaPolicy({ conditions: { signInRiskLevels: ['high'], userRiskLevels: ['high'] } }),
    }),
  },
  { id: 'CA-10', when: 'any device will do', fail: withPolicies({ managed: null }) },
  { id: 'CA-11', when: 'registration is open', fail: withPolicies({ registration: null }) },
  {
    id: 'CA-12',
    when: 'the tenant switch keeps the policy from being enforced',
    fail: exemplaryTenant({ deviceRegistrationPolicy: { multiFactorAuthConfiguration: 'required' } }),
  },
  { id: 'CA-13', when: 'device codes are accepted', fail: withPolicies({ deviceCode: null }) },
  { id: 'CA-14', when: 'sign-ins can be transferred', fail: withPolicies({ transfer: null }) },
  {
    id: 'CA-15',
    when: 'MFA leaves out the Azure management API',
    fail: withPolicies({
      everybody: mfaPolicy({
        applications: { excludeApplications: ['797f4846-ba00-4fd7-ba43-dac1f8f63013'] },
      }),
      managed: null,
    }),
    unknown: withPolicies({ everybody: strange(POLICIES['everybody']) }),
  },
  { id: 'CA-16', when: 'sessions of administrators last', fail: withPolicies({ admins: null }) },
  { id: 'CA-17', when: 'sessions on unmanaged devices last', fail: withPolicies({ sessions: null }) },
  { id: 'CA-18', when: 'devices enrol without a new sign-in', fail: withPolicies({ intune: null }) },
  { id: 'CA-19', when: 'unknown platforms are let in', fail: withPolicies({ platforms: null }) },
  {
    id: 'CA-20',
    when: 'a trusted range is broader than a /16',
    fail: plus('namedLocations', { id: 'wide', isTrusted: true, ipRanges: [{ cidrAddress: '198.0.0.0/8' }] }),
  },
  {
    id: 'CA-21',
    when: 'MFA is waived in the office',
    fail: withPolicies({
      everybody: mfaPolicy({
        conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
      }),
    }),
  },
  {
    id: 'CA-22',
    when: 'a compliant device will do instead of MFA',
    fail: withPolicies({ managed: mfaPolicy({ grantControls: grant(['mfa', 'compliantDevice']) }) }),
  },
  { id: 'CA-23', when: 'downloads are not restricted', fail: withPolicies({ restricted: null }) },
  { id: 'CA-24', when: 'tokens are not bound', fail: withPolicies({ tokens: null }) },
  {
    id: 'CA-25',
    when: 'nobody is left out of the policies',
    fail: exemplaryTenant(),
    pass: breakGlassTenant(),
  },
  {
    id: 'CA-26',
    when: 'break-glass accounts have a password only',
    pass: breakGlassTenant(),
    fail: breakGlassTenant({
      userRegistrationDetails: ['glass1', 'glass2'].map((id) => registered(id, { methodsRegistered: [] })),
    }),
    unknown: breakGlassTenant({ userRegistrationDetails: [] }),
  },
  {
    id: 'CA-27',
    when: 'a policy names a group that is gone',
    fail: withPolicies({ everybody: mfaPolicy({ users: { excludeGroups: ['gone'] } }) }),
  },
  {
    id: 'CA-28',
    when: 'a policy is about nobody',
    fail: withPolicies({ idle: mfaPolicy({ id: 'idle', users: { includeUsers: ['None'] } }) }),
  },
  {
    id: 'CA-29',
    when: 'a policy reports since January',
    fail: withPolicies({ stale: { ...mfaPolicy({ id: 'stale' }), ...OLD } }),
  },
  {
    id: 'CA-30',
    when: 'a policy requires an approved client app',
    fail: withPolicies({ old: mfaPolicy({ id: 'old', grantControls: grant('approvedApplication') }) }),
  },
  {
    id: 'CA-31',
    when: 'the account that synchronizes needs MFA',
    pass: hybridTenant(),
    fail: hybridTenant([]),
  },
  { id: 'CA-32', when: 'risky agents are let in', fail: withPolicies({ agents: null }) },
  {
    id: 'CA-33',
    when: 'MFA leaves out Azure DevOps',
    fail: withPolicies({
      everybody: mfaPolicy({
        applications: { excludeApplications: ['499b84ac-1321-427f-aa17-267ca6975798'] },
      }),
      managed: null,
    }),
    unknown: withPolicies({ everybody: strange(POLICIES['everybody']) }),
  },
  {
    id: 'CA-34',
    when: 'security defaults are on beside policies',
    fail: exemplaryTenant({ securityDefaults: { isEnabled: true } }),
  },
];
