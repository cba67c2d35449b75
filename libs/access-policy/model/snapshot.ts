import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import {
  readGroup,
  readRegistration,
  readRoleAssignment,
  readRoleDefinition,
  readServicePrincipal,
  readUser,
  type Group,
  type Registration,
  type RoleAssignment,
  type RoleDefinition,
  type ServicePrincipal,
  type User,
} from './directory-shapes.js';
import { readNamedLocation, type NamedLocation } from './named-location.js';
import { parseStrength } from './parse-controls.js';
import { parsePolicy } from './parse-policy.js';
import type { AuthenticationStrength, Policy } from './policy.js';
import { anyObject, isList, type Reader } from './shape.js';
import {
  readAdminConsent,
  readAuthenticationContext,
  readCrossTenantAccess,
  readDomain,
  readGroupSetting,
  readOrganization,
  readRolePolicyAssignment,
  readSecurityDefaults,
  readSku,
  type AdminConsent,
  type AuthenticationContext,
  type CrossTenantAccess,
  type Domain,
  type GroupSetting,
  type Organization,
  type RolePolicyAssignment,
  type SecurityDefaults,
  type Sku,
} from './tenant-shapes.js';

/** What was read of a tenant. A key that is undefined was not collected, which differs from an empty list. */
export interface Snapshot {
  readonly organization: Organization | undefined;
  readonly subscribedSkus: readonly Sku[] | undefined;
  readonly domains: readonly Domain[] | undefined;
  readonly users: readonly User[] | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly roleDefinitions: readonly RoleDefinition[] | undefined;
  readonly roleAssignments: readonly RoleAssignment[] | undefined;
  readonly roleAssignmentScheduleInstances: readonly RoleAssignment[] | undefined;
  readonly roleEligibilityScheduleInstances: readonly RoleAssignment[] | undefined;
  readonly roleManagementPolicyAssignments: readonly RolePolicyAssignment[] | undefined;
  readonly conditionalAccessPolicies: readonly Policy[] | undefined;
  readonly namedLocations: readonly NamedLocation[] | undefined;
  readonly authenticationStrengthPolicies: readonly AuthenticationStrength[] | undefined;
  readonly authenticationContexts: readonly AuthenticationContext[] | undefined;
  readonly securityDefaults: SecurityDefaults | undefined;
  /** As Graph gives it; beta answers a collection of one, whose element this is. */
  readonly authorizationPolicy: JsonObject | undefined;
  /** As Graph gives it. */
  readonly authenticationMethodsPolicy: JsonObject | undefined;
  readonly userRegistrationDetails: readonly Registration[] | undefined;
  readonly adminConsentRequestPolicy: AdminConsent | undefined;
  /** As Graph gives it. */
  readonly defaultAppManagementPolicy: JsonObject | undefined;
  readonly groupSettings: readonly GroupSetting[] | undefined;
  readonly crossTenantAccessPolicy: CrossTenantAccess | undefined;
  readonly servicePrincipals: readonly ServicePrincipal[] | undefined;
  /**
   * Users that policies, roles and methods name, by id, where users come in pages and `users` holds one page (or none, for the
   * tenant as a whole); undefined where `users` holds everybody.
   */
  readonly namedUsers: ReadonlyMap<string, User> | undefined;
  /** The snapshot as it came: checks read rarer keys and fields here. */
  readonly source: JsonObject;
}

/** Reads a snapshot. Never throws; what has another type than Graph documents counts as not collected. */
export function parseSnapshot(source: JsonObject): Snapshot {
  const list = <T>(key: string, read: Reader<T>): readonly T[] | undefined => collection(source[key], read);
  const one = <T>(key: string, read: Reader<T>): T | undefined => singleton(source[key], read);
  return {
    organization: one('organization', readOrganization),
    subscribedSkus: list('subscribedSkus', readSku),
    domains: list('domains', readDomain),
    users: list('users', readUser),
    groups: list('groups', readGroup),
    roleDefinitions: list('roleDefinitions', readRoleDefinition),
    roleAssignments: list('roleAssignments', readRoleAssignment),
    roleAssignmentScheduleInstances: list('roleAssignmentScheduleInstances', readRoleAssignment),
    roleEligibilityScheduleInstances: list('roleEligibilityScheduleInstances', readRoleAssignment),
    roleManagementPolicyAssignments: list('roleManagementPolicyAssignments', readRolePolicyAssignment),
    conditionalAccessPolicies: list('conditionalAccessPolicies', readPolicy),
    namedLocations: list('namedLocations', readNamedLocation),
    authenticationStrengthPolicies: list('authenticationStrengthPolicies', parseStrength),
    authenticationContexts: list('authenticationContexts', readAuthenticationContext),
    securityDefaults: one('securityDefaults', readSecurityDefaults),
    authorizationPolicy: one('authorizationPolicy', anyObject),
    authenticationMethodsPolicy: one('authenticationMethodsPolicy', anyObject),
    userRegistrationDetails: list('userRegistrationDetails', readRegistration),
    adminConsentRequestPolicy: one('adminConsentRequestPolicy', readAdminConsent),
    defaultAppManagementPolicy: one('defaultAppManagementPolicy', anyObject),
    groupSettings: list('groupSettings', readGroupSetting),
    crossTenantAccessPolicy: one('crossTenantAccessPolicy', readCrossTenantAccess),
    servicePrincipals: list('servicePrincipals', readServicePrincipal),
    namedUsers: undefined,
    source,
  };
}

const readPolicy: Reader<Policy> = (value) => (isJsonObject(value) ? parsePolicy(value) : undefined);

/** A list, or Graph's answer whose `value` is the list. */
function collection<T>(value: Json | undefined, read: Reader<T>): readonly T[] | undefined {
  const items = isJsonObject(value) ? value['value'] : value;
  return isList(items) ? items.map(read).filter((item) => item !== undefined) : undefined;
}

/** An object, or the first element of a collection of one. */
function singleton<T>(value: Json | undefined, read: Reader<T>): T | undefined {
  const inner = isJsonObject(value) && isList(value['value']) ? value['value'] : value;
  return read(isList(inner) ? inner[0] : inner);
}
