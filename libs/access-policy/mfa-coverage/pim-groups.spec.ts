import type { JsonObject } from '#kernel/json.js';
import { evidenceOf, statusOf } from '../../../test/support/check-verdicts.js';
import { coverageOf } from '../../../test/support/coverage-of.js';
import { exemplaryTenant } from '../../../test/support/exemplary-tenant.js';
import { group, member, mfaPolicy, role, tenant } from '../../../test/support/policy-builder.js';
import { ROLES } from '../model/well-known.js';

const eligible = (groupId: string, principalId: string, accessId = 'member'): JsonObject => ({
  privilegedAccessGroupEligibilityScheduleInstances: [{ groupId, principalId, accessId }],
});

describe('given somebody who may activate membership of a group', () => {
  const world = (policies: readonly JsonObject[], changes: JsonObject) =>
    coverageOf(
      tenant(policies, {
        users: [member('u1')],
        groups: [group('outer', ['inner']), group('inner', [])],
        ...changes,
      }),
      'u1',
    );
  const sparing = [mfaPolicy({ users: { excludeGroups: ['outer'] } })];
  const asking = [mfaPolicy({ users: { includeUsers: [], includeGroups: ['outer'] } })];

  it('takes the worse of both states: activated, a policy leaves the person out', () => {
    expect(world(sparing, {})).toMatchObject({ verdict: 'full' });
    expect(world(sparing, eligible('inner', 'u1'))).toMatchObject({
      verdict: 'none',
      reasons: ['ROLE_ACTIVE', 'EXCLUDED'],
    });
  });

  it('takes the worse of both states: not activated, no policy asks for MFA', () => {
    expect(world(asking, eligible('inner', 'u1'))).toMatchObject({
      verdict: 'none',
      reasons: ['ROLE_NOT_ACTIVE'],
    });
  });

  it('does not take ownership for membership', () => {
    expect(world(sparing, eligible('inner', 'u1', 'owner'))).toMatchObject({ verdict: 'full' });
  });

  it('counts a role of that group as one that could be activated', () => {
    const roleOnly = [
      mfaPolicy({ users: { includeUsers: ['All'], excludeRoles: [ROLES.globalAdministrator] } }),
    ];
    const changes = {
      ...eligible('inner', 'u1'),
      roleAssignments: [role('outer', ROLES.globalAdministrator)],
    };
    expect(world(roleOnly, changes)).toMatchObject({ verdict: 'none' });
  });
});

describe('given a role that a group holds whose members activate it', () => {
  const holding = (changes: JsonObject): JsonObject => {
    const base = exemplaryTenant();
    return exemplaryTenant({
      groups: [group('admins', [])],
      roleAssignments: [
        ...(base['roleAssignments'] as readonly JsonObject[]),
        role('admins', ROLES.globalAdministrator),
      ],
      ...changes,
    });
  };

  it('counts them among its holders in both profiles', () => {
    for (const id of ['PR-01', 'MS.AAD.7.1v1']) {
      expect(evidenceOf(id, holding({}))).toContain('2 Global Administrators');
      expect(evidenceOf(id, holding(eligible('admins', 'member1')))).toContain('3 Global Administrators');
    }
  });

  it('counts nobody in SCuBA’s way without P2', () => {
    const subscribedSkus = [
      {
        capabilityStatus: 'Enabled',
        servicePlans: [{ servicePlanName: 'AAD_PREMIUM', provisioningStatus: 'Success' }],
      },
    ];
    const tenantWithoutP2 = holding({ ...eligible('admins', 'member1'), subscribedSkus });
    expect(evidenceOf('MS.AAD.7.1v1', tenantWithoutP2)).toContain('2 Global Administrators');
    expect(statusOf('MS.AAD.7.1v1', tenantWithoutP2)).toBe('pass');
  });
});
