import type { Json } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';
import type { PolicySingleton } from './policy-document.js';
import { methodsPolicy } from './methods-policy.js';

const SECURITY_DEFAULTS_TEXT =
  'Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When enabled, these recommendations will be automatically enforced in your organization. Administrators and users will be better protected from common identity related attacks.';

/** The policies of a tenant that nobody configured. Source: documented examples of each resource at https://learn.microsoft.com/graph/api */
export function serviceDefaults(): readonly (readonly [PolicySingleton, DirectoryObject])[] {
  return [
    ['securityDefaults', securityDefaults()],
    ['authorizationPolicy', authorizationPolicy()],
    ['authenticationMethodsPolicy', methodsPolicy()],
    ['adminConsentRequestPolicy', adminConsentRequestPolicy()],
    ['defaultAppManagementPolicy', defaultAppManagementPolicy()],
    ['deviceRegistrationPolicy', deviceRegistrationPolicy()],
    ['crossTenantAccessPolicy', crossTenantAccessPolicy()],
  ];
}

/** `controlTypes` and `securityDefaultsUpsell` are recorded, not documented. */
function securityDefaults(): DirectoryObject {
  return {
    id: '00000000-0000-0000-0000-000000000005',
    displayName: 'Security Defaults',
    description: SECURITY_DEFAULTS_TEXT,
    isEnabled: false,
    controlTypes: [],
    securityDefaultsUpsell: null,
  };
}

function authorizationPolicy(): DirectoryObject {
  return {
    id: 'authorizationPolicy',
    allowInvitesFrom: 'everyone',
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: null,
    blockMsolPowerShell: false,
    displayName: 'Authorization Policy',
    description: 'Used to manage authorization related settings across the company.',
    guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
    defaultUserRolePermissions: {
      allowedToCreateApps: true,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
    },
  };
}

function adminConsentRequestPolicy(): DirectoryObject {
  return {
    isEnabled: false,
    notifyReviewers: false,
    remindersEnabled: false,
    requestDurationInDays: 0,
    version: 0,
    reviewers: [],
  };
}

function defaultAppManagementPolicy(): DirectoryObject {
  return {
    id: '00000000-0000-0000-0000-000000000000',
    displayName: 'Default app management tenant policy',
    description:
      'Default tenant policy that enforces app management restrictions on applications and service principals. To apply policy to targeted resources, create a new policy under appManagementPolicies collection.',
    isEnabled: false,
    applicationRestrictions: { passwordCredentials: [], keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  };
}

function deviceRegistrationPolicy(): DirectoryObject {
  return {
    id: 'deviceRegistrationPolicy',
    displayName: 'Device Registration Policy',
    description:
      'Tenant-wide policy that manages intial provisioning controls using quota restrictions, additional authentication and authorization checks',
    userDeviceQuota: 50,
    multiFactorAuthConfiguration: 'notRequired',
    azureADRegistration: {
      isAdminConfigurable: false,
      allowedToRegister: { '@odata.type': '#microsoft.graph.allDeviceRegistrationMembership' },
    },
    azureADJoin: {
      isAdminConfigurable: true,
      allowedToJoin: { '@odata.type': '#microsoft.graph.allDeviceRegistrationMembership' },
      localAdmins: {
        enableGlobalAdmins: true,
        registeringUsers: { '@odata.type': '#microsoft.graph.allDeviceRegistrationMembership' },
      },
    },
    localAdminPassword: { isEnabled: false },
  };
}

function crossTenantAccessPolicy(): DirectoryObject {
  return {
    displayName: 'CrossTenantAccessPolicy',
    allowedCloudEndpoints: [],
    default: {
      isServiceDefault: true,
      automaticUserConsentSettings: { inboundAllowed: false, outboundAllowed: false },
      b2bCollaborationInbound: everybody('allowed'),
      b2bCollaborationOutbound: everybody('allowed'),
      b2bDirectConnectInbound: everybody('blocked'),
      b2bDirectConnectOutbound: everybody('blocked'),
      inboundTrust: inboundTrust(false),
      tenantRestrictions: null,
    },
    partners: [],
  };
}

/** Access of every user to every application. */
export function everybody(accessType: 'allowed' | 'blocked'): Json {
  return {
    usersAndGroups: { accessType, targets: [{ target: 'AllUsers', targetType: 'user' }] },
    applications: { accessType, targets: [{ target: 'AllApplications', targetType: 'application' }] },
  };
}

/** Which claims of a guest's home tenant count here. */
export function inboundTrust(isMfaAccepted: boolean): Json {
  return {
    isMfaAccepted,
    isCompliantDeviceAccepted: false,
    isHybridAzureADJoinedDeviceAccepted: false,
  };
}
