import { coverageOf } from '../../../test/support/coverage-of.js';
import { grant, guest, member, mfaPolicy, tenant } from '../../../test/support/policy-builder.js';

describe('given something that is not known', () => {
  it.each([
    ['a condition', mfaPolicy({ conditions: { times: { all: true } } }), 'conditions.times'],
    [
      'a client app',
      mfaPolicy({ conditions: { clientAppTypes: ['hologram'] } }),
      'conditions.clientAppTypes hologram',
    ],
    [
      'an application filter',
      mfaPolicy({
        applications: { includeApplications: [], applicationFilter: { mode: 'include', rule: 'x' } },
      }),
      'applicationFilter',
    ],
    ['a control', mfaPolicy({ grantControls: grant('faceScan') }), 'grantControls.builtInControls faceScan'],
    ['a state', mfaPolicy({ state: 'sleeping' }), 'state sleeping'],
    [
      'a bundle of applications',
      mfaPolicy({ applications: { excludeApplications: ['AllAgentIdResources'] } }),
      'AllAgentIdResources',
    ],
  ])('says indeterminate and names %s', (_, policy, name) => {
    const found = coverageOf(tenant([policy]));
    expect(found).toMatchObject({ verdict: 'indeterminate' });
    expect(found?.reasons.join()).toContain(name);
  });

  it('stays full where another policy covers everything anyway', () => {
    const open = mfaPolicy({ id: 'p2', conditions: { times: { all: true } } });
    expect(coverageOf(tenant([mfaPolicy(), open]))).toMatchObject({ verdict: 'full', policyIds: ['p1'] });
  });

  it('says indeterminate where the members of an excluded group were not read', () => {
    const snapshot = tenant([mfaPolicy({ users: { excludeGroups: ['g1'] } })], { groups: [{ id: 'g1' }] });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'indeterminate' });
  });

  const unread = { groups: [{ id: 'g1' }] };
  const excluding = { users: { excludeGroups: ['g1'] } };

  it.each([
    [
      'one of several ways',
      { ...excluding, grantControls: { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] } },
    ],
    ['report-only', { ...excluding, state: 'enabledForReportingButNotEnforced' }],
    [
      'a custom control',
      { ...excluding, grantControls: { operator: 'OR', customAuthenticationFactors: ['c1'] } },
    ],
  ])('says indeterminate where MFA that may be asked for would only be %s', (_, policy) => {
    const found = coverageOf(tenant([mfaPolicy(policy)], unread));
    expect(found).toMatchObject({ verdict: 'indeterminate', policyIds: ['p1'] });
  });

  it('names only the policies of which something is unknown', () => {
    const known = mfaPolicy({ id: 'known', applications: { includeApplications: ['app1'] } });
    const found = coverageOf(tenant([known, mfaPolicy({ id: 'open', ...excluding })], unread));
    expect(found).toMatchObject({ verdict: 'indeterminate', policyIds: ['open'] });
  });

  it('says indeterminate where policies were not collected', () => {
    const { conditionalAccessPolicies: _, ...rest } = tenant([]);
    expect(coverageOf(rest)).toMatchObject({ verdict: 'indeterminate', reasons: ['NOT_COLLECTED'] });
  });

  it('says indeterminate for a guest of an unknown home where only some homes are meant', () => {
    const guests = {
      guestOrExternalUserTypes: 'b2bCollaborationGuest',
      externalTenants: { membershipKind: 'enumerated', members: ['t1'] },
    };
    const policy = mfaPolicy({ users: { excludeGuestsOrExternalUsers: guests } });
    const snapshot = tenant([policy], { users: [member('u1'), guest('u2')] });
    expect(coverageOf(snapshot, 'u2')).toMatchObject({ verdict: 'indeterminate' });
    expect(coverageOf(snapshot)).toMatchObject({ verdict: 'full' });
  });
});
