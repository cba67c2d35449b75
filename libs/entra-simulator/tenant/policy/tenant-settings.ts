import { text, type Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';
import { homeTenantOf } from '../home-tenants.js';
import { PARTNERS } from '../names.js';
import type { TenantStore } from '../tenant-store.js';
import { methodsPolicy } from './methods-policy.js';
import { everybody, inboundTrust } from './service-defaults.js';

const GUEST_ROLES = [
  '2af84b1e-32c8-42b7-82bc-daa82404023b',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  'a0b1b346-4d3e-4e8b-98f8-753987be4970',
];

const SELF_CONSENT = 'ManagePermissionGrantsForSelf.microsoft-user-default';

/** What users and guests may do. */
export function authorizationChoices(random: Random): DirectoryObject {
  const chance = (share: number): boolean => random.next() < share;
  const consent = random.pick<readonly string[]>([
    [],
    [`${SELF_CONSENT}-low`],
    [`${SELF_CONSENT}-recommended`],
    [`${SELF_CONSENT}-legacy`],
  ]);
  return {
    allowInvitesFrom: random.pick([
      'adminsAndGuestInviters',
      'adminsGuestInvitersAndAllMembers',
      'none',
      'everyone',
    ]),
    allowedToUseSSPR: chance(0.5),
    allowedToSignUpEmailBasedSubscriptions: chance(0.5),
    allowEmailVerifiedUsersToJoinOrganization: chance(0.2),
    allowUserConsentForRiskyApps: random.pick([null, false, true]),
    blockMsolPowerShell: chance(0.6),
    guestUserRoleId: random.pick(GUEST_ROLES),
    defaultUserRolePermissions: {
      allowedToCreateApps: chance(0.4),
      allowedToCreateSecurityGroups: chance(0.5),
      allowedToCreateTenants: chance(0.3),
      allowedToReadBitlockerKeysForOwnedDevice: chance(0.5),
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: consent,
    },
  };
}

/** Methods that people may use; in some tenants also those that can be phished. */
export function methodChoices(random: Random): DirectoryObject {
  const strong = ['Fido2', 'MicrosoftAuthenticator', 'TemporaryAccessPass', 'Email'];
  const weak = ['Sms', 'Voice', 'SoftwareOath', 'X509Certificate'].filter(() => random.next() < 0.4);
  return methodsPolicy({
    enabled: [...strong, ...weak],
    migration: random.pick(['migrationComplete', 'migrationComplete', 'migrationInProgress', null]),
    context: random.pick(['enabled', 'default']),
    attestation: random.next() < 0.5,
    passMinutesMax: random.pick([480, 480, 1_440]),
    campaign: random.pick(['default', 'enabled']),
  });
}

/** Who may ask administrators to consent, and who is asked. */
export function consentRequestChoices(random: Random, reviewers: readonly string[]): DirectoryObject {
  const isEnabled = random.next() < 0.7;
  return {
    isEnabled,
    notifyReviewers: isEnabled && random.next() < 0.8,
    remindersEnabled: isEnabled && random.next() < 0.8,
    requestDurationInDays: isEnabled ? 30 : 0,
    version: isEnabled ? 1 : 0,
    reviewers: (isEnabled ? reviewers : []).map((id) => ({
      query: `/users/${id}`,
      queryType: 'MicrosoftGraph',
      queryRoot: null,
    })),
  };
}

const ALL_APPS = '0001-01-01T00:00:00Z';

/** Rules for the secrets of applications; `0001-01-01` is the date that stands for all of them. */
export function appManagementChoices(random: Random): DirectoryObject {
  if (random.next() < 0.4) return {};
  const since = random.pick([ALL_APPS, '2025-01-01T00:00:00Z']);
  const restrictions = {
    passwordCredentials: [
      credential('passwordAddition', null, since, random.next() < 0.5),
      credential('passwordLifetime', random.pick(['P180D', 'P365D']), since, true),
    ],
    keyCredentials: [credential('asymmetricKeyLifetime', 'P365D', since, true)],
  };
  return {
    isEnabled: true,
    applicationRestrictions: restrictions,
    servicePrincipalRestrictions: restrictions,
  };
}

function credential(restrictionType: string, maxLifetime: string | null, since: string, on: boolean): Json {
  return {
    restrictionType,
    state: on ? 'enabled' : 'disabled',
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: since,
  };
}

/** An exemption of some applications from those rules. */
export function customAppPolicy(random: Random): DirectoryObject {
  return {
    id: guidFrom(random),
    displayName: 'Line of business apps with secrets',
    description: 'Applications that cannot use certificates yet.',
    isEnabled: true,
    restrictions: {
      passwordCredentials: [credential('passwordAddition', null, ALL_APPS, false)],
      keyCredentials: [],
    },
  };
}

/** Trust in other tenants. */
export function crossTenantChoices(random: Random, store: TenantStore): DirectoryObject {
  const { default: delivered } = store.policies.singleton('crossTenantAccessPolicy');
  const customised = random.next() < 0.5;
  return {
    default: {
      ...(delivered as DirectoryObject),
      ...(customised ? { isServiceDefault: false, inboundTrust: inboundTrust(random.next() < 0.5) } : {}),
    },
    partners: [
      {
        tenantId: homeTenantOf(PARTNERS[0] ?? '') ?? guidFrom(random),
        isServiceProvider: null,
        isInMultiTenantOrganization: false,
        inboundTrust: inboundTrust(true),
        automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: null },
        b2bCollaborationInbound: null,
        b2bCollaborationOutbound: null,
        b2bDirectConnectInbound: everybody('allowed'),
        b2bDirectConnectOutbound: null,
        tenantRestrictions: null,
      },
    ],
  };
}

/** Federation of a domain with a directory of its own. Source: https://learn.microsoft.com/graph/api/domain-list-federationconfiguration */
export function federation(random: Random, domain: string): DirectoryObject {
  const certificate = Buffer.from(`certificate of ${domain}`).toString('base64');
  return {
    '@odata.type': '#microsoft.graph.internalDomainFederation',
    id: guidFrom(random),
    displayName: 'Contoso',
    issuerUri: `http://${domain}/adfs/services/trust`,
    metadataExchangeUri: `https://sts.${domain}/adfs/services/trust/mex`,
    signingCertificate: certificate,
    passiveSignInUri: `https://sts.${domain}/adfs/ls`,
    preferredAuthenticationProtocol: 'wsFed',
    activeSignInUri: `https://sts.${domain}/adfs/services/trust/2005/usernamemixed`,
    signOutUri: `https://sts.${domain}/adfs/ls`,
    promptLoginBehavior: 'nativeSupport',
    isSignedAuthenticationRequestRequired: true,
    nextSigningCertificate: certificate,
    federatedIdpMfaBehavior: random.pick([
      'rejectMfaByFederatedIdp',
      'enforceMfaByFederatedIdp',
      'acceptIfMfaDoneByFederatedIdp',
      null,
    ]),
    signingCertificateUpdateStatus: {
      certificateUpdateResult: 'Success',
      lastRunDateTime: '2026-05-25T07:44:46.2616778Z',
    },
  };
}

/** Ids of the two first members of an object list; people who review requests. */
export function firstIds(objects: Iterable<DirectoryObject>, count: number): readonly string[] {
  return [...objects].slice(0, count).map((object) => text(object['id']));
}
