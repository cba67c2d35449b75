import { define, type CheckDefinition } from './definition.js';

/** Conditional Access policies that demand MFA, block, or react to risk. */
export const GRANT_CHECKS: readonly CheckDefinition[] = [
  define('CA-01', 'critical', 'A baseline "all users, all resources, MFA" policy exists', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.2',
    scuba: 'MS.AAD.3.2v2',
    passes:
      'An enabled policy for all users and all resources forces MFA without further conditions, and only declared principals are excluded.',
    remedy: 'Create the policy from the template "Require multifactor authentication for all users".',
  }),
  define('CA-02', 'critical', 'Admin roles MFA policy', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3, A.9.4.2',
    iso2022: 'A.8.2, A.8.5',
    cis: '5.2.2.1',
    passes:
      'An enabled policy for the fourteen administrator roles (or all users) and all resources forces MFA without further conditions, and excludes none of these roles.',
    remedy: 'Create the policy from the template "Require multifactor authentication for admins".',
  }),
  define('CA-03', 'high', 'Phishing-resistant MFA for highly privileged roles', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2, A.8.5',
    cis: '5.2.2.5',
    scuba: 'MS.AAD.3.6v1',
    passes:
      'An enabled policy for the eight highly privileged roles and all resources demands an authentication strength that only phishing-resistant methods meet.',
    remedy: 'Require the Phishing-resistant MFA strength of the highly privileged roles for all resources.',
  }),
  define('CA-04', 'medium', 'Phishing-resistant MFA for all users', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    scuba: 'MS.AAD.3.1v1',
    passes:
      'An enabled policy for all users and all resources demands an authentication strength that only phishing-resistant methods meet.',
    remedy:
      'Roll out passkeys or Windows Hello for Business, then require the Phishing-resistant MFA strength.',
  }),
  define('CA-05', 'critical', 'Legacy authentication block policy', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.3',
    scuba: 'MS.AAD.1.1v1',
    passes:
      'An enabled policy blocks Exchange ActiveSync clients and other clients for all users and all resources.',
    remedy: 'Create the policy from the template "Block legacy authentication".',
  }),
  define('CA-06', 'high', 'Guest MFA policy', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.2.1, A.9.4.2',
    iso2022: 'A.5.16, A.8.5',
    passes: 'An enabled policy forces MFA of all six guest types for all resources.',
    remedy: 'Include all guest and external user types in an MFA policy.',
  }),
  define('CA-07', 'high', 'High user risk handled', {
    soc2: 'CC6.8, CC7.2',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5, A.8.16',
    cis: '5.2.2.6',
    scuba: 'MS.AAD.2.1v1',
    passes:
      'An enabled policy for all users and all resources blocks high user risk, or demands a secure password change with MFA or risk remediation.',
    remedy:
      'Create a Conditional Access policy for high user risk that blocks or requires a password change with MFA.',
  }),
  define('CA-08', 'high', 'Risky sign-ins handled', {
    soc2: 'CC6.6, CC7.2',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5, A.8.16',
    cis: '5.2.2.7, 5.2.2.9 (v4.0), 5.2.2.8 (v6.0 and v7.0)',
    scuba: 'MS.AAD.2.3v1',
    passes:
      'An enabled policy for all users and all resources blocks high sign-in risk, or forces MFA every time at high and medium sign-in risk.',
    remedy: 'Create a Conditional Access policy for risky sign-ins that blocks or requires MFA every time.',
  }),
  define('CA-09', 'medium', 'Risk conditions not combined in one policy', {
    soc2: 'CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    passes: 'No enabled policy asks for user risk and sign-in risk at once.',
    remedy: 'Split the policy into one for user risk and one for sign-in risk.',
  }),
  define('CA-10', 'medium', 'Managed device required', {
    soc2: 'CC6.1, CC6.6, CC6.8',
    iso2013: 'A.6.2.1, A.9.4.1',
    iso2022: 'A.8.1, A.8.3',
    cis: '5.2.2.10 (v4.0), 5.2.2.9 (v6.0 and v7.0)',
    scuba: 'MS.AAD.3.7v1',
    passes:
      'An enabled policy for all users and all resources demands a compliant or hybrid-joined device (or, in the CIS form, MFA instead).',
    remedy: 'Require a compliant or hybrid-joined device for all users and all resources.',
  }),
  define('CA-11', 'high', 'Security-info registration protected', {
    soc2: 'CC6.1, CC6.2',
    iso2013: 'A.9.2.4',
    iso2022: 'A.5.17',
    cis: '5.2.2.11 (v4.0), 5.2.2.10 (v6.0 and v7.0)',
    scuba: 'MS.AAD.3.8v1',
    passes:
      'An enabled policy for all users demands a managed device or MFA to register security information, or blocks it outside trusted locations.',
    remedy:
      'Restrict the user action "Register security information" to managed devices, MFA or trusted locations.',
  }),
  define('CA-12', 'medium', 'Device registration requires MFA', {
    soc2: 'CC6.1',
    iso2013: 'A.9.2.1',
    iso2022: 'A.8.1, A.8.5',
    passes:
      'Either a policy for the user action "Register or join devices" forces MFA and the tenant switch is off, or there is no such policy and the switch is on.',
    remedy:
      'Require MFA for the user action "Register or join devices" and set "Require MFA to register devices" to No.',
  }),
  define('CA-13', 'high', 'Device code flow blocked', {
    soc2: 'CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.12 (v6.0 and v7.0)',
    scuba: 'MS.AAD.3.9v1',
    passes: 'An enabled policy blocks device code flow for all users and all resources.',
    remedy: 'Block device code flow with a Conditional Access policy on authentication flows.',
  }),
  define('CA-14', 'low', 'Authentication transfer blocked', {
    soc2: 'CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.17 (v7.0)',
    passes:
      'An enabled policy blocks authentication transfer for all users and all resources without excluding applications.',
    remedy: 'Block authentication transfer with a Conditional Access policy on authentication flows.',
  }),
  define('CA-15', 'high', 'Azure management and admin portals protected', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3, A.9.4.4',
    iso2022: 'A.8.2, A.8.18',
    cis: '5.2.2.8 (v4.0)',
    passes:
      'MFA is in force for the Azure management API and the Microsoft admin portals for every enabled user.',
    remedy:
      'Require MFA of all users for the Windows Azure Service Management API and the Microsoft Admin Portals.',
  }),
  define('CA-16', 'medium', 'Admin sessions: frequency at most 4 hours and non-persistent', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.4',
    passes:
      'An enabled policy for the administrator roles and all resources limits sign-in frequency to 4 hours and never keeps browser sessions.',
    remedy: 'Set sign-in frequency to 4 hours or less and "Never persistent" for administrator roles.',
  }),
  define('CA-17', 'low', 'Session controls for all users and unmanaged devices', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.13 (v7.0)',
    passes:
      'An enabled policy for all users limits sign-in frequency and never keeps browser sessions on devices that are not compliant.',
    remedy: 'Add a session policy with a device filter for devices that are not compliant.',
  }),
];
