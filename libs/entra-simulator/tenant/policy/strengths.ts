import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';

/** Built-in strengths. Source: https://learn.microsoft.com/graph/api/authenticationstrengthroot-list-policies */
export const STRENGTH_IDS = {
  mfa: '00000000-0000-0000-0000-000000000002',
  passwordless: '00000000-0000-0000-0000-000000000003',
  phishingResistant: '00000000-0000-0000-0000-000000000004',
} as const;

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];

const MFA: readonly string[] = [
  ...PHISHING_RESISTANT,
  'deviceBasedPush',
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
  'password,hardwareOath',
  'password,sms',
  'password,voice',
  'federatedMultiFactor',
  'microsoftAuthenticatorPush,federatedSingleFactor',
  'softwareOath,federatedSingleFactor',
  'hardwareOath,federatedSingleFactor',
  'sms,federatedSingleFactor',
  'voice,federatedSingleFactor',
];

/** Two combinations that built-in MFA has in some tenants and documents, and not in others. */
const NEWER = ['password,x509CertificateSingleFactor', 'password,x509CertificateMultiFactor'];

const INTRODUCED = '2021-12-01T00:00:00Z';

/** The strengths of a tenant: the built-in ones and one of its own. */
export function makeStrengths(random: Random): readonly DirectoryObject[] {
  const newer = random.next() < 0.5;
  const custom = guidFrom(random);
  return [
    strength(STRENGTH_IDS.mfa, 'Multifactor authentication', newer ? [...MFA, ...NEWER] : MFA),
    strength(STRENGTH_IDS.passwordless, 'Passwordless MFA', [...PHISHING_RESISTANT, 'deviceBasedPush']),
    strength(STRENGTH_IDS.phishingResistant, 'Phishing-resistant MFA', PHISHING_RESISTANT),
    {
      ...strength(custom, 'Contoso strong sign-in', ['fido2', 'password,microsoftAuthenticatorPush']),
      policyType: 'custom',
      createdDateTime: '2025-05-12T08:30:00Z',
      modifiedDateTime: '2025-05-12T08:30:00Z',
      combinationConfigurations: [
        {
          '@odata.type': '#microsoft.graph.fido2CombinationConfiguration',
          id: guidFrom(random),
          allowedAAGUIDs: ['2fc0579f-8113-47ea-b116-bb5a8db9202a'],
          appliesToCombinations: ['fido2'],
        },
      ],
    },
  ];
}

function strength(id: string, displayName: string, allowedCombinations: readonly string[]): DirectoryObject {
  return {
    id,
    createdDateTime: INTRODUCED,
    modifiedDateTime: INTRODUCED,
    displayName,
    description: `Combinations of methods that satisfy ${displayName}`,
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    allowedCombinations,
    combinationConfigurations: [],
  };
}
