import type { Json, JsonObject } from '#kernel/json.js';
import { ADMIN, MEMBER, reasons, user, workload } from './question-builder.js';

const guests = (guestOrExternalUserTypes: string, externalTenants: Json = null): JsonObject => ({
  includeGuestsOrExternalUsers: { guestOrExternalUserTypes, externalTenants },
});
const ENUMERATED = { membershipKind: 'enumerated', members: ['home-1'] };

describe('given whom a policy is for', () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ['all users and a member', { includeUsers: ['All'] }, user('member'), 'notSet'],
    ['all users and a guest', { includeUsers: ['All'] }, user('guest'), 'notSet'],
    ['one user and that user', { includeUsers: ['member'] }, user('member'), 'notSet'],
    ['one user and another', { includeUsers: ['guest'] }, user('member'), 'users'],
    ['nobody', { includeUsers: ['None'] }, user('member'), 'users'],
    [
      'nobody but a group of the user',
      { includeUsers: ['None'], includeGroups: ['inner'] },
      user('member'),
      'notSet',
    ],
    ['a group around a group of the user', { includeGroups: ['outer'] }, user('member'), 'notSet'],
    ['a group that the user is not in', { includeGroups: ['inner'] }, user('guest'), 'users'],
    ['a role of the user', { includeRoles: [ADMIN] }, user('member'), 'notSet'],
    ['a role that the user has not', { includeRoles: [ADMIN] }, user('guest'), 'users'],
    ['all but the user', { includeUsers: ['All'], excludeUsers: ['member'] }, user('member'), 'users'],
    ['all but a group of the user', { includeUsers: ['All'], excludeGroups: ['outer'] }, MEMBER, 'users'],
    ['all but a role of the user', { includeUsers: ['All'], excludeRoles: [ADMIN] }, MEMBER, 'users'],
    [
      'the user, and excluded by a group: exclusion wins',
      { includeUsers: ['member'], excludeGroups: ['inner'] },
      MEMBER,
      'users',
    ],
    ['guests in the old form', { includeUsers: ['GuestsOrExternalUsers'] }, user('guest'), 'notSet'],
    ['guests in the old form and a member', { includeUsers: ['GuestsOrExternalUsers'] }, MEMBER, 'users'],
    [
      'all but guests in the old form',
      { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] },
      user('guest'),
      'users',
    ],
    ['guests by kind', guests('b2bCollaborationGuest,internalGuest'), user('guest'), 'notSet'],
    ['members of other tenants', guests('b2bCollaborationMember'), user('partner'), 'notSet'],
    ['internal guests', guests('internalGuest'), user('internal'), 'notSet'],
    ['another kind of guest', guests('internalGuest'), user('guest'), 'users'],
    [
      'guests of a tenant that is not told',
      guests('b2bCollaborationGuest', ENUMERATED),
      user('guest'),
      'notEnoughInformation',
    ],
    [
      'guests of that tenant',
      guests('b2bCollaborationGuest', ENUMERATED),
      { ...user('guest'), externalTenantId: 'home-1' },
      'notSet',
    ],
    [
      'guests of another tenant',
      guests('b2bCollaborationGuest', ENUMERATED),
      { ...user('guest'), externalTenantId: 'home-2' },
      'users',
    ],
    [
      'guests of that tenant, which is known by their address',
      guests('b2bCollaborationMember', ENUMERATED),
      user('partner'),
      'notSet',
    ],
    ['internal guests, whatever the tenant', guests('internalGuest', ENUMERATED), user('internal'), 'notSet'],
    [
      'service providers, who have no object',
      guests('serviceProvider'),
      { '@odata.type': '#microsoft.graph.userSignIn', externalUserType: 'serviceProvider' },
      'notSet',
    ],
  ])('judges a policy for %s', (_, users, who, expected) => {
    expect(reasons({ policy: { users }, who })).toBe(expected);
  });

  it.each<[string, string[], string[], string, string]>([
    ['one of them', ['sp'], [], 'sp', 'notSet'],
    ['another one', ['sp'], [], 'other', 'workloadIdentities'],
    ['those of this tenant', ['ServicePrincipalsInMyTenant'], [], 'own', 'notSet'],
    [
      'those of this tenant and a foreign one',
      ['ServicePrincipalsInMyTenant'],
      [],
      'sp',
      'workloadIdentities',
    ],
    ['all but this one', ['ServicePrincipalsInMyTenant'], ['own'], 'own', 'workloadIdentities'],
  ])(
    'judges a policy for workloads: %s',
    (_, includeServicePrincipals, excludeServicePrincipals, id, expected) => {
      const clientApplications = {
        includeServicePrincipals,
        excludeServicePrincipals,
        servicePrincipalFilter: null,
      };
      const policy = { users: { includeUsers: ['None'] }, conditions: { clientApplications } };
      expect(reasons({ policy, who: workload(id) })).toBe(expected);
    },
  );

  it('never applies a policy for users to workloads, nor one for workloads to users', () => {
    expect(reasons({ who: workload('own') })).toBe('workloadIdentities');
    const clientApplications = { includeServicePrincipals: ['ServicePrincipalsInMyTenant'] };
    const policy = { users: { includeUsers: ['None'] }, conditions: { clientApplications } };
    expect(reasons({ policy })).toBe('users');
  });
});
