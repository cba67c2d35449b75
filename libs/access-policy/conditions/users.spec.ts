import type { JsonObject } from '#kernel/json.js';
import { group, guest, member, mfaPolicy, role } from '../../../test/support/policy-builder.js';
import { reasonOf } from '../../../test/support/what-if-of.js';
import { GUEST_TYPES, ROLES } from '../model/well-known.js';

const reader = ROLES.globalReader;

it('takes a person whose identity the tenant itself issues for its own', () => {
  const identities = (issuer: string) => [{ signInType: 'federated', issuer, issuerAssignedId: 'x' }];
  const reason = (issuer: string): string | undefined =>
    reasonOf(mfaPolicy({ users: { includeUsers: ['GuestsOrExternalUsers'] } }), {
      tenant: { domains: [{ id: 'Contoso.com' }], users: [member('u1', { identities: identities(issuer) })] },
    });
  expect(reason('contoso.com')).toBe('users');
  expect(reason('google.com')).toBe('notSet');
});

describe('given whom a policy names', () => {
  it.each([
    ['everybody', { includeUsers: ['All'] }, 'notSet'],
    ['nobody', { includeUsers: ['None'] }, 'users'],
    ['nobody, but a group', { includeUsers: ['None'], includeGroups: ['outer'] }, 'notSet'],
    ['the user, but also excludes the user', { includeUsers: ['u1'], excludeUsers: ['u1'] }, 'users'],
    ['everybody but a group around the user’s group', { excludeGroups: ['outer'] }, 'users'],
    ['everybody but a group of others', { excludeGroups: ['others'] }, 'notSet'],
    ['a role that is held', { includeUsers: [], includeRoles: [reader] }, 'notSet'],
    ['a role that a group holds', { includeUsers: [], includeRoles: [ROLES.userAdministrator] }, 'notSet'],
    [
      'a role in an administrative unit',
      { includeUsers: [], includeRoles: [ROLES.helpdeskAdministrator] },
      'users',
    ],
    ['a role of one’s own making', { includeUsers: [], includeRoles: ['custom'] }, 'users'],
    [
      'a role that could be activated',
      { includeUsers: [], includeRoles: [ROLES.globalAdministrator] },
      'users',
    ],
    ['everybody but a role', { excludeRoles: [reader] }, 'users'],
    ['a role by its template', { includeUsers: [], includeRoles: ['template'] }, 'notSet'],
    ['a group that was deleted', { includeUsers: [], includeGroups: ['gone'] }, 'users'],
    ['guests', { includeUsers: ['GuestsOrExternalUsers'] }, 'users'],
    ['nobody at all', { includeUsers: [] }, 'users'],
  ])('includes %s or not', (_, users, reason) => {
    const world = {
      groups: [group('outer', ['inner']), group('inner', ['u1']), group('others', ['u2'])],
      roleDefinitions: [
        { id: 'custom', templateId: 'custom', isBuiltIn: false },
        { id: 'definition', templateId: 'template', isBuiltIn: true },
      ],
      roleAssignments: [
        role('u1', reader),
        role('inner', ROLES.userAdministrator),
        role('u1', 'custom'),
        role('u1', 'definition'),
        { ...role('u1', ROLES.helpdeskAdministrator), directoryScopeId: '/administrativeUnits/x' },
      ],
      roleEligibilityScheduleInstances: [role('u1', ROLES.globalAdministrator)],
    };
    expect(reasonOf(mfaPolicy({ users }), { tenant: world })).toBe(reason);
  });

  it('counts activations, which only the schedule may list', () => {
    const policy = mfaPolicy({ users: { includeUsers: [], includeRoles: [reader] } });
    const instances = [{ ...role('u1', reader), assignmentType: 'Activated' }];
    expect(reasonOf(policy, { tenant: { roleAssignmentScheduleInstances: instances } })).toBe('notSet');
  });

  it.each([
    ['groups were not collected', { excludeGroups: ['g'] }, { groups: null }],
    [
      'the members of a nested group were not read',
      { excludeGroups: ['g'] },
      { groups: [group('g', ['h']), { id: 'h' }] },
    ],
    ['roles were not collected', { excludeRoles: [reader] }, { roleAssignments: null }],
    [
      'a role is held by a group that was not read',
      { excludeRoles: [reader] },
      { groups: null, roleAssignments: [role('g', reader)] },
    ],
    ['the user was not read', { excludeUsers: ['GuestsOrExternalUsers'] }, { users: null }],
    ['the policy names people in a new way', { includeUsers: ['AllRobots'] }, {}],
    ['the policy excludes people in a new way', { excludeUsers: ['AllRobots'] }, {}],
    ['the policy has a new field for people', { includeDepartments: ['x'] }, {}],
  ])('lacks information where %s', (_, users, world: JsonObject) => {
    expect(reasonOf(mfaPolicy({ users }), { tenant: world })).toBe('notEnoughInformation');
  });

  it('needs no information where an exclusion is certain', () => {
    const users = {
      excludeUsers: ['u1'],
      includeUsers: ['AllRobots'],
      excludeGroups: ['g'],
      newField: ['x'],
    };
    expect(reasonOf(mfaPolicy({ users }), { tenant: { groups: null } })).toBe('users');
  });
});

describe('given guests and other external people', () => {
  const guests = (types: string, externalTenants?: JsonObject): JsonObject => ({
    guestOrExternalUserTypes: types,
    ...(externalTenants && { externalTenants }),
  });
  const PEOPLE: Readonly<Record<string, JsonObject>> = {
    member: member('u1'),
    legacyMember: member('u1', { userType: null }),
    internalGuest: member('u1', { userType: 'Guest' }),
    b2bCollaborationGuest: guest('u1'),
    b2bCollaborationMember: guest('u1', { userType: 'Member' }),
    otherExternalUser: guest('u1', { userType: 'Partner' }),
    federatedGuest: member('u1', {
      userType: 'Guest',
      identities: [{ signInType: 'federated', issuer: 'google.com' }],
    }),
    pendingGuest: member('u1', { userType: 'Guest', externalUserState: 'PendingAcceptance' }),
  };
  const kinds: Readonly<Record<string, string>> = {
    federatedGuest: 'b2bCollaborationGuest',
    pendingGuest: 'b2bCollaborationGuest',
  };

  it.each(Object.keys(PEOPLE))('recognises a %s by its user object', (name) => {
    const person = PEOPLE[name] ?? {};
    const matching = GUEST_TYPES.filter((type) => {
      const policy = mfaPolicy({ users: { includeUsers: [], includeGuestsOrExternalUsers: guests(type) } });
      return reasonOf(policy, { tenant: { users: [person] } }) === 'notSet';
    });
    const expected = name.endsWith('ember') && name !== 'b2bCollaborationMember' ? [] : [kinds[name] ?? name];
    expect(matching).toEqual(expected);
    const excluding = mfaPolicy({ users: { excludeUsers: ['GuestsOrExternalUsers'] } });
    expect(reasonOf(excluding, { tenant: { users: [person] } })).toBe(
      expected.length === 0 ? 'notSet' : 'users',
    );
  });

  it.each(GUEST_TYPES)('believes a request that says %s', (type) => {
    const policy = mfaPolicy({ users: { includeUsers: [], includeGuestsOrExternalUsers: guests(type) } });
    const other = mfaPolicy({ users: { excludeGuestsOrExternalUsers: guests(type) } });
    const identity = { userId: 'x', externalUserType: type };
    expect(reasonOf(policy, { identity })).toBe('notSet');
    expect(reasonOf(other, { identity })).toBe('users');
  });

  it('splits the types at commas', () => {
    const users = {
      includeUsers: [],
      includeGuestsOrExternalUsers: guests('internalGuest, b2bCollaborationGuest'),
    };
    expect(reasonOf(mfaPolicy({ users }), { tenant: { users: [guest('u1')] } })).toBe('notSet');
  });

  it.each([
    ['any home', { membershipKind: 'all' }, undefined, 'notSet'],
    ['this home', { membershipKind: 'enumerated', members: ['t1'] }, 't1', 'notSet'],
    ['another home', { membershipKind: 'enumerated', members: ['t1'] }, 't2', 'users'],
    [
      'a home, which is not told',
      { membershipKind: 'enumerated', members: ['t1'] },
      undefined,
      'notEnoughInformation',
    ],
  ])('asks for %s', (_, externalTenants, externalTenantId, reason) => {
    const users = {
      includeUsers: [],
      includeGuestsOrExternalUsers: guests('b2bCollaborationGuest', externalTenants),
    };
    const identity = { userId: 'u1', ...(externalTenantId !== undefined && { externalTenantId }) };
    expect(reasonOf(mfaPolicy({ users }), { identity, tenant: { users: [guest('u1')] } })).toBe(reason);
  });

  it('asks no home of an internal guest', () => {
    const homes = { membershipKind: 'enumerated', members: ['t1'] };
    const users = { includeUsers: [], includeGuestsOrExternalUsers: guests('internalGuest', homes) };
    const world = { users: [member('u1', { userType: 'Guest' })] };
    expect(reasonOf(mfaPolicy({ users }), { tenant: world })).toBe('notSet');
  });
});

describe('given workload identities', () => {
  const workload = (clientApplications: JsonObject): JsonObject =>
    mfaPolicy({ users: { includeUsers: ['None'] }, conditions: { clientApplications } });
  const identity = { '@odata.type': '#microsoft.graph.servicePrincipalSignIn', servicePrincipalId: 's1' };

  it.each([
    ['all of the tenant', { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] }, 'notSet'],
    ['this one', { includeServicePrincipals: ['s1'] }, 'notSet'],
    ['another one', { includeServicePrincipals: ['s2'] }, 'workloadIdentities'],
    [
      'all but this one',
      { includeServicePrincipals: ['ServicePrincipalsInMyTenant'], excludeServicePrincipals: ['s1'] },
      'workloadIdentities',
    ],
    [
      'some by attributes',
      { servicePrincipalFilter: { mode: 'include', rule: 'x' } },
      'notEnoughInformation',
    ],
  ])('reaches %s', (_, clientApplications, reason) => {
    expect(reasonOf(workload(clientApplications), { identity })).toBe(reason);
  });

  it('never reaches people with a policy for workloads, nor workloads with one for people', () => {
    expect(reasonOf(workload({ includeServicePrincipals: ['ServicePrincipalsInMyTenant'] }))).toBe('users');
    expect(reasonOf(mfaPolicy(), { identity })).toBe('workloadIdentities');
  });

  it.each([
    ['managed identities', { servicePrincipalType: 'ManagedIdentity' }],
    ['applications of other tenants', { appOwnerOrganizationId: 'elsewhere' }],
  ])('never reaches %s', (_, facts) => {
    const world = { organization: { id: 'home' }, servicePrincipals: [{ id: 's1', ...facts }] };
    const policy = workload({ includeServicePrincipals: ['ServicePrincipalsInMyTenant', 's1'] });
    expect(reasonOf(policy, { identity, tenant: world })).toBe('workloadIdentities');
  });

  it('asks for the risk of the service principal', () => {
    const policy = mfaPolicy({
      users: { includeUsers: ['None'] },
      conditions: {
        clientApplications: { includeServicePrincipals: ['s1'] },
        servicePrincipalRiskLevels: ['high'],
      },
    });
    const at = (servicePrincipalRiskLevel: string) =>
      reasonOf(policy, { identity, conditions: { servicePrincipalRiskLevel } });
    expect(at('high')).toBe('notSet');
    expect(at('low')).toBe('invalidCondition');
  });
});
