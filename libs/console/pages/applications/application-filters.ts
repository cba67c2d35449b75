import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../../api/queries.js';
import { beginsWith, type Filter } from '../../lists/filters.js';

/**
 * The tenant to which Microsoft's own applications belong.
 * Source: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
const MICROSOFT_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

const flagFilter = (name: string, label: string, widthPx: number): Filter => ({
  kind: 'choice',
  name,
  label,
  widthPx,
  options: [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
  ],
});

/** What reviewers ask of registrations and enterprise applications alike. */
const REVIEWED: readonly Filter[] = [
  {
    kind: 'text',
    name: 'name',
    label: 'Name',
    placeholder: 'Name begins with…  ( / )',
    says: beginsWith('Name'),
  },
  flagFilter('hasHighRiskPermissions', 'High-risk permissions', 150),
  {
    kind: 'choice',
    name: 'credentialExpiresWithinDays',
    label: 'A secret ends within',
    widthPx: 150,
    options: ['7', '30', '90', '365'].map((value) => ({ value, label: `${value} days` })),
  },
  flagFilter('credentialExpired', 'A secret has ended', 140),
  flagFilter('verified', 'Verified publisher', 135),
];

const APP_ID: Filter = { kind: 'text', name: 'appId', label: 'Application ID', placeholder: 'Exactly' };

const TYPE: Filter = {
  kind: 'choice',
  name: 'servicePrincipalType',
  label: 'Type',
  options: [
    { value: 'Application', label: 'Application' },
    { value: 'ManagedIdentity', label: 'Managed identity' },
    { value: 'Legacy', label: 'Legacy' },
    { value: 'SocialIdp', label: 'Social identity provider' },
  ],
};

/** How the audiences of an app registration are named. */
export const AUDIENCES: Readonly<Record<string, string>> = {
  AzureADMyOrg: 'This tenant',
  AzureADMultipleOrgs: 'Any tenant',
  AzureADandPersonalMicrosoftAccount: 'Any tenant, personal ones',
  PersonalMicrosoftAccount: 'Personal accounts',
};

const REGISTRATIONS: readonly Filter[] = [
  ...REVIEWED,
  {
    kind: 'choice',
    name: 'signInAudience',
    label: 'For accounts of',
    widthPx: 190,
    options: Object.entries(AUDIENCES).map(([value, label]) => ({ value, label })),
  },
  APP_ID,
];

const CONSENT: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'consentType',
    label: 'On behalf of',
    options: [
      { value: 'AllPrincipals', label: 'Everyone' },
      { value: 'Principal', label: 'One person' },
    ],
  },
];

/** The filters of each list of applications, as far as the API has them. */
export function useApplicationFilters(
  list: 'enterprise' | 'registrations' | 'consent',
  connectionId: string,
): readonly Filter[] {
  const tenantId = useQuery(connectionQuery(connectionId)).data?.tenantId;
  if (list === 'registrations') return REGISTRATIONS;
  if (list === 'consent') return CONSENT;
  const owner: Filter = {
    kind: 'choice',
    name: 'appOwnerOrganizationId',
    label: 'Published by',
    options: [
      ...(typeof tenantId === 'string' ? [{ value: tenantId, label: 'This tenant' }] : []),
      { value: MICROSOFT_TENANT, label: 'Microsoft' },
    ],
  };
  return [...REVIEWED, flagFilter('enabled', 'Enabled', 100), TYPE, owner, APP_ID];
}
