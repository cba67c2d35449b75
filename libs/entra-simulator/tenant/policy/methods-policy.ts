import type { Json, JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';

/** What a tenant decides on its authentication methods. */
export interface MethodChoices {
  /** Ids of the methods that are switched on. */
  readonly enabled: readonly string[];
  /** Null on newer tenants, which means that nothing is left to migrate. */
  readonly migration: 'preMigration' | 'migrationInProgress' | 'migrationComplete' | null;
  /** Whether the Authenticator shows application and location: Microsoft's choice, or switched on. */
  readonly context: 'default' | 'enabled';
  readonly attestation: boolean;
  readonly passMinutesMax: number;
  readonly campaign: 'default' | 'enabled' | 'disabled';
}

const DELIVERED: MethodChoices = {
  enabled: ['Fido2', 'MicrosoftAuthenticator', 'SoftwareOath', 'Email'],
  migration: null,
  context: 'default',
  attestation: false,
  passMinutesMax: 480,
  campaign: 'default',
};

const NOBODY = { targetType: 'group', id: '00000000-0000-0000-0000-000000000000' };
const EVERYBODY = { targetType: 'group', id: 'all_users' };

/** The methods policy of a tenant. Source: https://learn.microsoft.com/graph/api/authenticationmethodspolicy-get */
export function methodsPolicy(choices: Partial<MethodChoices> = {}): DirectoryObject {
  const chosen = { ...DELIVERED, ...choices };
  return {
    id: 'authenticationMethodsPolicy',
    displayName: 'Authentication Methods Policy',
    description:
      'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings',
    lastModifiedDateTime: '2025-11-04T09:12:31.6044384Z',
    policyVersion: '1.5',
    policyMigrationState: chosen.migration,
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        snoozeDurationInDays: 1,
        enforceRegistrationAfterAllowedSnoozes: true,
        state: chosen.campaign,
        excludeTargets: [],
        includeTargets: [
          { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
        ],
      },
    },
    authenticationMethodConfigurations: configurations(chosen),
  };
}

function configurations(chosen: MethodChoices): readonly Json[] {
  const own: Readonly<Record<string, JsonObject>> = {
    Fido2: {
      isSelfServiceRegistrationAllowed: true,
      isAttestationEnforced: chosen.attestation,
      keyRestrictions: { isEnforced: false, enforcementType: 'block', aaGuids: [] },
    },
    MicrosoftAuthenticator: {
      isSoftwareOathEnabled: false,
      featureSettings: {
        displayAppInformationRequiredState: feature(chosen.context),
        displayLocationInformationRequiredState: feature(chosen.context),
      },
    },
    Sms: {},
    TemporaryAccessPass: {
      defaultLifetimeInMinutes: 60,
      defaultLength: 8,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: chosen.passMinutesMax,
      isUsableOnce: false,
    },
    SoftwareOath: {},
    Voice: { isOfficePhoneAllowed: false },
    Email: { allowExternalIdToUseEmailOtp: 'default' },
    X509Certificate: {
      certificateUserBindings: [
        { x509CertificateField: 'PrincipalName', userProperty: 'userPrincipalName', priority: 1 },
      ],
      authenticationModeConfiguration: {
        x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
        rules: [],
      },
    },
  };
  return Object.entries(own).map(([id, members]) => configuration(id, members, chosen));
}

function configuration(id: string, members: JsonObject, chosen: MethodChoices): Json {
  const target = { ...EVERYBODY, isRegistrationRequired: false };
  return {
    '@odata.type': `#microsoft.graph.${id[0]?.toLowerCase() ?? ''}${id.slice(1)}AuthenticationMethodConfiguration`,
    id,
    state: chosen.enabled.includes(id) ? 'enabled' : 'disabled',
    excludeTargets: [],
    ...members,
    includeTargets: [
      {
        ...target,
        ...(id === 'MicrosoftAuthenticator' ? { authenticationMode: 'any' } : {}),
        ...(id === 'Sms' ? { isUsableForSignIn: false } : {}),
      },
    ],
  };
}

function feature(state: string): Json {
  return { state, includeTarget: EVERYBODY, excludeTarget: NOBODY };
}
