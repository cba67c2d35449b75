/** Identifiers that Microsoft publishes; role ids are template ids, equal in every tenant. */
export const ROLES = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  sharePointAdministrator: 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  exchangeAdministrator: '29232cdf-9323-42fd-ade2-1d097af3e4de',
  applicationAdministrator: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  cloudApplicationAdministrator: '158c047a-c907-4556-b7ef-446551a6b5f7',
  authenticationAdministrator: 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  billingAdministrator: 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  conditionalAccessAdministrator: 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  passwordAdministrator: '966707d0-3269-4727-9be2-8c3a10f19b9d',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  securityAdministrator: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  hybridIdentityAdministrator: '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  authenticationPolicyAdministrator: '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  identityGovernanceAdministrator: '45d8d3c5-c802-45c6-b32a-1d70b5e1e86e',
  directorySynchronizationAccounts: 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  onPremisesDirectorySyncAccount: 'a92aed5d-d78a-4d16-b381-09adb37eb3b0',
} as const;

/** The roles that both Microsoft's list for administrators and CISA's list of highly privileged roles have. */
const COMMON_ROLES: readonly string[] = [
  ROLES.globalAdministrator,
  ROLES.privilegedRoleAdministrator,
  ROLES.userAdministrator,
  ROLES.sharePointAdministrator,
  ROLES.exchangeAdministrator,
  ROLES.applicationAdministrator,
  ROLES.cloudApplicationAdministrator,
];

/** The fourteen roles for which Microsoft recommends MFA (learn.microsoft.com, "Require MFA for administrators"). */
export const ADMIN14: readonly string[] = [
  ...COMMON_ROLES,
  ROLES.authenticationAdministrator,
  ROLES.billingAdministrator,
  ROLES.conditionalAccessAdministrator,
  ROLES.helpdeskAdministrator,
  ROLES.passwordAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
  ROLES.securityAdministrator,
];

/** The fourteen and Global Reader, as CIS counts. */
export const ADMIN15: readonly string[] = [...ADMIN14, ROLES.globalReader];

/** CISA's highly privileged roles (SCuBA baseline for Microsoft Entra ID). */
export const SCUBA8: readonly string[] = [...COMMON_ROLES, ROLES.hybridIdentityAdministrator];

/** Roles to which security defaults demand MFA on every sign-in. */
export const SECURITY_DEFAULTS_ROLES: readonly string[] = [
  ...ADMIN14,
  ROLES.authenticationPolicyAdministrator,
  ROLES.identityGovernanceAdministrator,
];

/** Roles of the account with which Entra Connect synchronises; security defaults leave it out. */
export const SYNC_ROLES: readonly string[] = [
  ROLES.directorySynchronizationAccounts,
  ROLES.onPremisesDirectorySyncAccount,
];

/** Authentication strengths that every tenant has. */
export const STRENGTHS = {
  multifactor: '00000000-0000-0000-0000-000000000002',
  passwordless: '00000000-0000-0000-0000-000000000003',
  phishingResistant: '00000000-0000-0000-0000-000000000004',
} as const;

/** The pseudo location "MFA trusted IPs" of the legacy MFA portal; its ranges cannot be read through Graph. */
export const MFA_TRUSTED_IPS = '00000000-0000-0000-0000-000000000000';

/** Combinations of methods that resist phishing. */
export const PHISHING_RESISTANT: readonly string[] = [
  'windowsHelloForBusiness',
  'fido2',
  'x509CertificateMultiFactor',
];

/** Applications that checks name. */
export const APPS = {
  azureManagement: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  azureDevOps: '499b84ac-1321-427f-aa17-267ca6975798',
  intuneEnrolment: 'd4ebce55-015a-49b5-a083-c84d1797ae8c',
  exchangeOnline: '00000002-0000-0ff1-ce00-000000000000',
  sharePointOnline: '00000003-0000-0ff1-ce00-000000000000',
} as const;

/** Actions that a policy can protect instead of resources. */
export const USER_ACTIONS = {
  registerSecurityInfo: 'urn:user:registersecurityinfo',
  registerDevice: 'urn:user:registerdevice',
} as const;

/** Service plans that stand for licences. */
export const SERVICE_PLANS = {
  p1: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  p2: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  governance: 'e866a266-3cff-43a3-acca-0c90a7e00c8b',
} as const;

/** Templates of group settings. */
export const SETTINGS_TEMPLATES = {
  passwordRules: '5cf42378-d67d-4f36-ba46-e8b86229381d',
  consentPolicy: 'dffd5d46-495d-40a9-8e21-954ff55e198a',
  unifiedGroups: '62375ab9-6b52-47ed-826b-58e47e0e304b',
} as const;

/** Directory roles that guests can be given. */
export const GUEST_USER_ROLES = {
  restricted: '2af84b1e-32c8-42b7-82bc-daa82404023b',
  limited: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  sameAsMembers: 'a0b1b346-4d3e-4e8b-98f8-753987be4970',
} as const;

/** The kinds of external people that a policy can name. */
export const GUEST_TYPES = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
] as const;

/** One kind of external person. */
export type GuestType = (typeof GUEST_TYPES)[number];
