import type { ObjectKind } from '../../inventory/kinds.js';
import type { ResourceName } from '../../inventory/resources.js';

/** How one key of a policy snapshot is made from the inventory. */
export interface SnapshotPart {
  readonly key: string;
  readonly resource: ResourceName;
  readonly kind: ObjectKind;
  /** A list, or the one object that a tenant has. */
  readonly shape: 'list' | 'object';
}

/** Keys of a policy snapshot that are small enough to be read whole; users, groups and service principals are read apart. */
export const SNAPSHOT_PARTS: readonly SnapshotPart[] = [
  part('organization', 'organization', 'organization', 'object'),
  part('subscribedSkus', 'subscribedSkus', 'subscribed_sku'),
  part('domains', 'domains', 'domain'),
  part('roleDefinitions', 'roleDefinitions', 'role_definition'),
  part('roleAssignments', 'roleAssignments', 'role_assignment'),
  part('roleAssignmentScheduleInstances', 'roleAssignmentScheduleInstances', 'role_assignment_instance'),
  part('roleEligibilityScheduleInstances', 'roleEligibilityScheduleInstances', 'role_eligibility_instance'),
  part('roleManagementPolicyAssignments', 'roleManagementPolicyAssignments', 'role_setting'),
  part('conditionalAccessPolicies', 'conditionalAccessPolicies', 'conditional_access_policy'),
  part('namedLocations', 'namedLocations', 'named_location'),
  part('authenticationStrengthPolicies', 'authenticationStrengths', 'authentication_strength'),
  part('authenticationContexts', 'authenticationContexts', 'authentication_context'),
  part('securityDefaults', 'securityDefaults', 'security_defaults', 'object'),
  part('authorizationPolicy', 'authorizationPolicy', 'authorization_policy', 'object'),
  part(
    'authenticationMethodsPolicy',
    'authenticationMethodsPolicy',
    'authentication_methods_policy',
    'object',
  ),
  part('adminConsentRequestPolicy', 'adminConsentRequestPolicy', 'admin_consent_request_policy', 'object'),
  part('defaultAppManagementPolicy', 'defaultAppManagementPolicy', 'default_app_management_policy', 'object'),
  part('appManagementPolicies', 'appManagementPolicies', 'app_management_policy'),
  part('deviceRegistrationPolicy', 'deviceRegistrationPolicy', 'device_registration_policy', 'object'),
  part('groupSettings', 'groupSettings', 'group_setting'),
  part(
    'privilegedAccessGroupEligibilityScheduleInstances',
    'groupEligibilityScheduleInstances',
    'group_eligibility_instance',
  ),
];

function part(
  key: string,
  resource: ResourceName,
  kind: ObjectKind,
  shape: SnapshotPart['shape'] = 'list',
): SnapshotPart {
  return { key, resource, kind, shape };
}
