import { evidenceOf, statusOf } from '../../../test/support/check-verdicts.js';
import { activeRole, exemplaryTenant, withPolicies } from '../../../test/support/exemplary-tenant.js';
import { group, member, mfaPolicy, tenant } from '../../../test/support/policy-builder.js';
import { ROLES } from '../model/well-known.js';
import { ExemptionError, hasPlainIds, parseExemptions } from './parse-exemptions.js';
import { DECLARABLE } from './profiles.js';

const GUID = '11111111-2222-3333-4444-555555555555';
const parse = (source: Parameters<typeof parseExemptions>[0], plain = false) =>
  parseExemptions(source, DECLARABLE, plain);

describe('given exclusions that a tenant has declared', () => {
  const excluding = tenant(
    [
      mfaPolicy({
        users: {
          excludeUsers: ['u1'],
          excludeGroups: ['g1'],
          excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'serviceProvider' },
        },
        applications: { excludeApplications: ['Office365'] },
      }),
    ],
    { groups: [group('g1', ['u2'])], users: [member('u1'), member('u2'), member('u3')] },
  );
  const all = {
    users: ['u1'],
    groups: ['g1'],
    applications: ['Office365'],
    guestUserTypes: ['serviceProvider'],
  };

  it('exempts the check when every exclusion is declared', () => {
    expect(statusOf('CA-01', excluding, { 'CA-01': all })).toBe('exempted');
  });

  it.each(['users', 'groups', 'applications', 'guestUserTypes'])('fails when its %s are not', (kind) => {
    expect(statusOf('CA-01', excluding, { 'CA-01': { ...all, [kind]: [] } })).toBe('fail');
  });

  it('does not exempt other checks', () => {
    expect(statusOf('CA-01', excluding, { 'CA-04': all })).toBe('fail');
  });

  it('never lets roles be declared', () => {
    const roles = tenant([mfaPolicy({ users: { excludeRoles: ['u1'] } })]);
    expect(statusOf('CA-01', roles, { 'CA-01': all })).toBe('fail');
  });

  it('exempts people by name or group from being covered', () => {
    const gap = tenant([mfaPolicy({ users: { excludeUsers: ['u1'], excludeGroups: ['g1'] } })], {
      groups: [group('g1', ['u2'])],
      users: [member('u1'), member('u2'), member('u3')],
    });
    expect(statusOf('COV-02', gap, { 'COV-02': { users: ['u1'] } })).toBe('fail');
    expect(statusOf('COV-02', gap, { 'COV-02': { users: ['u1'], groups: ['g1'] } })).toBe('exempted');
  });

  it('passes, not exempts, in the SCuBA profile, as ScubaGear does', () => {
    expect(statusOf('MS.AAD.3.2v2', excluding, { 'MS.AAD.3.2v2': all })).toBe('pass');
    expect(statusOf('MS.AAD.3.2v2', excluding)).toBe('fail');
  });
});

describe('given permanent assignments that a tenant has declared', () => {
  const permanent = exemplaryTenant({
    roleAssignmentScheduleInstances: [
      activeRole('global1', ROLES.globalAdministrator, { endDateTime: null }),
    ],
  });

  it.each([
    ['PR-04', 'exempted'],
    ['MS.AAD.7.4v1', 'pass'],
  ])('lets %s be %s', (id, status) => {
    expect(statusOf(id, permanent)).toBe('fail');
    expect(statusOf(id, permanent, { [id]: { roleUsers: ['global1'] } })).toBe(status);
    expect(statusOf(id, permanent, { [id]: { roleGroups: ['global1'] } })).toBe(status);
  });
});

describe('given declared break-glass accounts', () => {
  const gap = withPolicies({
    everybody: mfaPolicy({ users: { excludeUsers: ['member1'] } }),
    admins: null,
    managed: null,
  });

  it('does not ask for compensating coverage', () => {
    expect(statusOf('COV-09', gap)).toBe('fail');
    expect(statusOf('COV-09', gap, { 'CA-25': { users: ['member1'] } })).toBe('pass');
  });

  it('judges the declared ones, and says what is wrong with them', () => {
    expect(evidenceOf('CA-25', gap, { 'CA-25': { users: ['member1'] } })).toMatch(/onmicrosoft\.com/);
  });
});

describe('given exemptions that cannot be used', () => {
  it.each([
    ['an unknown check', { 'CA-99': { users: [GUID] } }, /no check "CA-99"/],
    ['a check that cannot be exempted', { 'AM-01': { users: [GUID] } }, /no check "AM-01"/],
    ['a list that the check does not support', { 'PR-04': { users: [GUID] } }, /cannot exempt users/],
    ['applications of 3.8v1', { 'MS.AAD.3.8v1': { applications: [GUID] } }, /cannot exempt applications/],
    ['an unknown list', { 'CA-01': { robots: [GUID] } }, /unknown list "robots"/],
    ['a malformed GUID', { 'CA-01': { users: ['not-a-guid'] } }, /malformed/],
    ['a word instead of an id', { 'CA-01': { users: ['GuestsOrExternalUsers'] } }, /malformed/],
    ['an unknown guest type', { 'CA-01': { guestUserTypes: ['martian'] } }, /malformed/],
    ['a duplicate', { 'CA-01': { users: [GUID, GUID.toUpperCase()] } }, /twice/],
    ['text instead of a list', { 'CA-01': { users: GUID } }, /no list/],
  ])('rejects %s', (_, source, message) => {
    expect(() => parse(source)).toThrow(ExemptionError);
    expect(() => parse(source)).toThrow(message);
  });

  it('accepts GUIDs in any case, bundles, notes and nothing at all', () => {
    const source = {
      'CA-01': { users: [GUID.toUpperCase()], applications: ['Office365'], justification: 'x' },
    };
    expect(parse(source).get('CA-01')).toMatchObject({ users: [GUID], applications: ['Office365'] });
    expect(parse(undefined).size).toBe(0);
  });

  it('accepts plain ids only for snapshots whose own ids are plain', () => {
    expect(hasPlainIds({ users: [{ id: 'u1' }] })).toBe(true);
    expect(hasPlainIds({ users: [{ id: GUID }], conditionalAccessPolicies: { value: [{ id: GUID }] } })).toBe(
      false,
    );
    expect(parse({ 'CA-01': { users: ['u1'] } }, true).get('CA-01')?.users).toEqual(['u1']);
    expect(() => parse({ 'CA-01': { users: ['All'] } }, true)).toThrow(/malformed/);
  });
});
