import { define, type CheckDefinition } from './definition.js';

/** Conditional Access policies that weaken others, rot, or protect a part of the tenant. */
export const HYGIENE_CHECKS: readonly CheckDefinition[] = [
  define('CA-18', 'medium', 'Intune enrolment requires MFA every time', {
    soc2: 'CC6.1',
    iso2013: 'A.6.2.1',
    iso2022: 'A.8.1, A.8.5',
    cis: '5.2.2.11 (v6.0 and v7.0)',
    passes: 'An enabled policy forces MFA of all users every time for Microsoft Intune Enrollment.',
    remedy: 'Require MFA with sign-in frequency "Every time" for Microsoft Intune Enrollment.',
  }),
  define('CA-19', 'low', 'Unknown and unsupported platforms blocked', {
    soc2: 'CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.1',
    passes: 'An enabled policy blocks every platform other than the known ones.',
    remedy: 'Block any device platform and exclude only Android, iOS, Windows, macOS and Linux.',
  }),
  define('CA-20', 'low', 'Location policy and trusted-location hygiene', {
    soc2: 'CC6.6',
    iso2013: 'A.9.1.2, A.9.4.2',
    iso2022: 'A.8.3, A.8.20',
    cis: '5.2.2.14 (v7.0), 5.2.2.15 (v7.0)',
    passes:
      'A trusted location with address ranges exists, a policy blocks by location, and no trusted range is private or broader than /16 (IPv4) or /48 (IPv6).',
    remedy: 'Narrow the ranges of trusted locations and block sign-ins from where nobody works.',
  }),
  define('CA-21', 'medium', 'MFA is not waived by network location', {
    soc2: 'CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    passes: 'No user escapes MFA by coming from a trusted or excluded location.',
    remedy: 'Remove the location exclusion from the listed policies.',
  }),
  define('CA-22', 'medium', 'OR-grants do not weaken MFA', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    passes: 'No enabled policy names MFA as one of several alternatives.',
    remedy: 'Split the grant into policies of one control each, or require all selected controls.',
  }),
  define('CA-23', 'low', 'App-enforced restrictions on unmanaged devices', {
    soc2: 'CC6.7',
    iso2013: 'A.13.2.1',
    iso2022: 'A.5.14, A.8.12',
    cis: '1.3.2',
    passes: 'An enabled policy for all users applies app-enforced restrictions to Office 365.',
    remedy: 'Add a session policy with app-enforced restrictions for Office 365.',
  }),
  define('CA-24', 'low', 'Token protection', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.16 (v7.0)',
    passes:
      'An enabled policy binds tokens to the device for Exchange Online, SharePoint Online and Teams on Windows desktop clients.',
    remedy: 'Pilot token protection for Windows desktop clients.',
  }),
  define('CA-25', 'high', 'Break-glass accounts exist and are excluded everywhere', {
    soc2: 'CC6.1, A1.2',
    iso2013: 'A.9.2.3, A.17.1.2',
    iso2022: 'A.8.2, A.5.29',
    cis: '1.1.2',
    passes:
      'At least two enabled cloud-only accounts on onmicrosoft.com hold Global Administrator permanently and are excluded from every policy that blocks or forces MFA.',
    remedy:
      'Create two break-glass accounts, exclude them from Conditional Access and monitor their sign-ins.',
  }),
  define('CA-26', 'medium', 'Break-glass accounts have FIDO2 or certificate authentication', {
    soc2: 'CC6.1',
    iso2013: 'A.9.2.4',
    iso2022: 'A.5.17',
    cis: '5.2.2.5 (v4.0), 1.1.2 (v6.0 and v7.0)',
    passes: 'Every break-glass account has registered a FIDO2 security key or a certificate.',
    remedy: 'Register a FIDO2 security key for every break-glass account.',
  }),
  define('CA-27', 'medium', 'No references to deleted users, groups, roles or locations', {
    soc2: 'CC6.2, CC7.1',
    iso2013: 'A.9.2.5',
    iso2022: 'A.5.18',
    passes: 'Every user, group, role and location that a policy names exists.',
    remedy: 'Remove the deleted objects from the listed policies.',
  }),
  define('CA-28', 'low', 'No inert policies', {
    soc2: 'CC7.1',
    iso2013: 'A.9.1.1',
    iso2022: 'A.5.15',
    passes: 'Every enabled policy has a subject, a target and a control.',
    remedy: 'Complete the policy or delete it.',
  }),
  define('CA-29', 'low', 'Report-only policies are not stale', {
    soc2: 'CC7.1, CC8.1',
    iso2013: 'A.9.1.1',
    iso2022: 'A.8.9',
    passes: 'Every report-only policy was changed within the last 60 days.',
    remedy: 'Turn the policy on or delete it.',
  }),
  define('CA-30', 'medium', 'No deprecated grants', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.1',
    iso2022: 'A.8.3',
    passes: 'No policy requires an approved client app, unless an app protection policy is the alternative.',
    remedy: 'Replace "Require approved client app" by "Require app protection policy".',
  }),
  define('CA-31', 'medium', 'Directory-sync account handled', {
    soc2: 'CC6.1',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2',
    passes:
      'Directory-sync accounts are excluded from policies for all users and all resources, and another policy restricts them.',
    remedy: 'Exclude the directory synchronization role and restrict its accounts by IP address.',
  }),
  define('CA-32', 'low', 'High-risk agent identities blocked', {
    soc2: 'CC6.1',
    iso2022: 'A.8.5',
    scuba: 'MS.AAD.9.1v1',
    passes: 'An enabled policy blocks agent identities of high risk for all resources.',
    remedy: 'Enable the Microsoft-managed policy that blocks high-risk agent identities.',
  }),
  define('CA-33', 'low', 'Azure DevOps explicitly covered', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.1',
    iso2022: 'A.8.3',
    passes: 'MFA is in force for Azure DevOps for every enabled user.',
    remedy: 'Add Azure DevOps to the policy that protects Azure management.',
  }),
  define('CA-34', 'high', 'Security defaults and Conditional Access do not contradict', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.1.1.1 (v4.0)',
    passes:
      'Security defaults are on and no Conditional Access policy is enabled, or they are off and a policy forces MFA.',
    remedy: 'Decide for one mechanism: security defaults, or Conditional Access policies that force MFA.',
  }),
];
