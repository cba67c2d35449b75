import type { JsonObject } from '#kernel/json.js';
import { GUEST_USER_ROLES } from '../../model/well-known.js';
import { flagOf, member, textOf } from '../json-fields.js';
import { rule, type Rule } from '../rule.js';
import { about, both, conclude, settingIs, verdict, type Verdict } from '../verdict.js';

const OBJECT = 'authorizationPolicy';
const REQUEST_DAYS_MAX = 30;
const GUEST_ROLES: readonly string[] = [GUEST_USER_ROLES.restricted, GUEST_USER_ROLES.limited];
const INVITERS = ['adminsAndGuestInviters', 'none'];
const INVITER_VALUES = [...INVITERS, 'adminsGuestInvitersAndAllMembers', 'everyone'];

/** What users and guests may do, consent, and trust in other tenants. */
export const AUTHORIZATION_RULES: Readonly<Record<string, Rule>> = {
  'AZ-01': userPermission('allowedToCreateApps'),
  'AZ-02': authorization((policy) => both([selfConsent(policy), riskyApps(policy)])),
  'AZ-03': rule(['adminConsentRequestPolicy'], ({ adminConsentRequestPolicy: policy }) => {
    const is = <T>(name: string, value: T | undefined, isRight: (value: T) => boolean): Verdict =>
      settingIs('adminConsentRequestPolicy', name, value, isRight);
    return both([
      is('isEnabled', policy.isEnabled, (on) => on),
      is('notifyReviewers', policy.notifyReviewers, (on) => on),
      is('remindersEnabled', policy.remindersEnabled, (on) => on),
      is('requestDurationInDays', policy.requestDurationInDays, (days) => days <= REQUEST_DAYS_MAX),
      is('number of reviewers', policy.reviewers?.length, (count) => count > 0),
    ]);
  }),
  'AZ-04': authorization((policy) =>
    settingIs(OBJECT, 'guestUserRoleId', textOf(policy, 'guestUserRoleId')?.toLowerCase(), (id) =>
      GUEST_ROLES.includes(id),
    ),
  ),
  'AZ-05': authorization((policy) => {
    const from = textOf(policy, 'allowInvitesFrom');
    if (from !== undefined && !INVITER_VALUES.includes(from)) {
      return verdict('unknown', [
        about(OBJECT, `allowInvitesFrom is ${from}, which is not known to this version.`),
      ]);
    }
    return settingIs(OBJECT, 'allowInvitesFrom', from, (value) => INVITERS.includes(value));
  }),
  'AZ-06': userPermission('allowedToCreateTenants'),
  'AZ-07': authorization((policy) =>
    both([
      isOff(policy, 'allowEmailVerifiedUsersToJoinOrganization'),
      isOff(policy, 'allowedToSignUpEmailBasedSubscriptions'),
    ]),
  ),
  'AZ-08': authorization((policy) =>
    settingIs(OBJECT, 'blockMsolPowerShell', policy['blockMsolPowerShell'], (value) => value === true),
  ),
  'AZ-09': rule(['crossTenantAccessPolicy'], ({ crossTenantAccessPolicy: policy, source }) => {
    const partners = (policy.partners ?? [])
      .filter(({ inboundTrust }) => inboundTrust?.isMfaAccepted === true)
      .map(({ tenantId }) => about(tenantId ?? '', 'MFA of this tenant is trusted.'));
    const isTrusted = policy.inboundTrust?.isMfaAccepted ?? nestedTrust(source);
    if (isTrusted === undefined) {
      return verdict('unknown', [
        about('crossTenantAccessPolicy', 'inboundTrust.isMfaAccepted was not returned.'),
      ]);
    }
    const broken = isTrusted
      ? [about('crossTenantAccessPolicy', 'MFA of every other tenant is trusted by default.')]
      : [];
    return conclude({ broken, doubtful: [] }, [
      about('crossTenantAccessPolicy', 'MFA of other tenants is not trusted by default.'),
      ...partners,
    ]);
  }),
  'AZ-10': authorization((policy) => {
    const permissions = member(policy, 'defaultUserRolePermissions');
    return both([
      isOff(permissions, 'allowedToReadBitlockerKeysForOwnedDevice'),
      isOff(permissions, 'allowedToCreateSecurityGroups'),
    ]);
  }),
};

function authorization(judge: (policy: JsonObject) => Verdict): Rule {
  return rule(['authorizationPolicy'], (data) => judge(data.authorizationPolicy));
}

function userPermission(name: string): Rule {
  return authorization((policy) => isOff(member(policy, 'defaultUserRolePermissions'), name));
}

function isOff(object: JsonObject, name: string): Verdict {
  return settingIs(OBJECT, name, flagOf(object, name), (value) => !value);
}

/** Graph v1.0 has the consent policies of users in one place, beta in another. */
export function consentPolicies(policy: JsonObject): readonly string[] | undefined {
  const own = member(policy, 'defaultUserRolePermissions')['permissionGrantPoliciesAssigned'];
  const assigned = own ?? policy['permissionGrantPolicyIdsAssignedToDefaultUserRole'];
  if (assigned === null) return [];
  return Array.isArray(assigned) ? assigned.filter((id) => typeof id === 'string') : undefined;
}

function selfConsent(policy: JsonObject): Verdict {
  const isSelf = (id: string): boolean => /^ManagePermissionGrantsForSelf\./i.test(id);
  return settingIs(
    OBJECT,
    'permissionGrantPoliciesAssigned',
    consentPolicies(policy),
    (ids) => !ids.some(isSelf),
  );
}

/** Null is the service's default, which is off. */
function riskyApps(policy: JsonObject): Verdict {
  const name = 'allowUserConsentForRiskyApps';
  const value = policy[name] === null ? false : flagOf(policy, name);
  return settingIs(OBJECT, name, value, (on) => !on);
}

/** Where the default settings stand in an object of their own, beside the partners. */
function nestedTrust(source: JsonObject): boolean | undefined {
  const trust = member(member(source, 'crossTenantAccessPolicy'), 'default');
  return flagOf(member(trust, 'inboundTrust'), 'isMfaAccepted');
}
