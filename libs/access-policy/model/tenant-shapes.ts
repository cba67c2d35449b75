import { anyObject, flag, identifier, listOf, orNull, quantity, shape, text, type ReadBy } from './shape.js';

/** The tenant. */
export const readOrganization = shape({
  id: identifier,
  displayName: text,
  tenantType: text,
  onPremisesSyncEnabled: orNull(flag),
  verifiedDomains: listOf(shape({ name: text, isDefault: flag, isInitial: flag, type: text })),
});

/** A licence, with its service plans. */
export const readSku = shape({
  skuId: identifier,
  skuPartNumber: text,
  capabilityStatus: text,
  servicePlans: listOf(shape({ servicePlanId: identifier, servicePlanName: text, provisioningStatus: text })),
});

/** A domain; the federation, where it was read, is under `federationConfiguration`. */
export const readDomain = shape({
  id: text,
  authenticationType: text,
  isVerified: flag,
  isRoot: flag,
  isDefault: flag,
  isInitial: flag,
  passwordValidityPeriodInDays: orNull(quantity),
  federationConfiguration: listOf(shape({ id: identifier, federatedIdpMfaBehavior: text })),
});

/** An authentication context (`c1` to `c99`). */
export const readAuthenticationContext = shape({ id: text, displayName: text, isAvailable: flag });

/** Security defaults. */
export const readSecurityDefaults = shape({ isEnabled: flag });

const readRules = listOf(anyObject);

/** An assignment of a PIM policy to a role, with the policy's rules as Graph gives them. */
export const readRolePolicyAssignment = shape({
  id: text,
  scopeId: text,
  scopeType: text,
  roleDefinitionId: identifier,
  policyId: text,
  policy: shape({ id: text, displayName: text, rules: readRules }),
});

/** A directory setting with its values, which are always strings. */
export const readGroupSetting = shape({
  id: identifier,
  displayName: text,
  templateId: identifier,
  values: listOf(shape({ name: text, value: text })),
});

/** The admin consent workflow. */
export const readAdminConsent = shape({
  isEnabled: flag,
  notifyReviewers: flag,
  remindersEnabled: flag,
  requestDurationInDays: quantity,
  reviewers: listOf(anyObject),
});

/** Where guests' MFA and devices are trusted. */
export const readCrossTenantAccess = shape({
  inboundTrust: shape({
    isMfaAccepted: flag,
    isCompliantDeviceAccepted: flag,
    isHybridAzureADJoinedDeviceAccepted: flag,
  }),
  partners: listOf(
    shape({
      tenantId: identifier,
      isServiceProvider: flag,
      inboundTrust: shape({ isMfaAccepted: flag, isCompliantDeviceAccepted: flag }),
    }),
  ),
});

/** A tenant. */
export type Organization = ReadBy<typeof readOrganization>;
/** A licence. */
export type Sku = ReadBy<typeof readSku>;
/** A domain. */
export type Domain = ReadBy<typeof readDomain>;
/** An authentication context. */
export type AuthenticationContext = ReadBy<typeof readAuthenticationContext>;
/** Security defaults. */
export type SecurityDefaults = ReadBy<typeof readSecurityDefaults>;
/** An assignment of a PIM policy to a role. */
export type RolePolicyAssignment = ReadBy<typeof readRolePolicyAssignment>;
/** A directory setting. */
export type GroupSetting = ReadBy<typeof readGroupSetting>;
/** The admin consent workflow. */
export type AdminConsent = ReadBy<typeof readAdminConsent>;
/** Cross-tenant access. */
export type CrossTenantAccess = ReadBy<typeof readCrossTenantAccess>;
