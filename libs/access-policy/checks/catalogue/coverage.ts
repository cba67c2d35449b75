import { define, type CheckDefinition } from './definition.js';

/** Whether MFA is really demanded of each person, whatever sign-in an attacker chooses. */
export const COVERAGE_CHECKS: readonly CheckDefinition[] = [
  define('COV-01', 'critical', 'Tenant has an enforcing MFA mechanism', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    passes: 'Security defaults are on, or an enabled Conditional Access policy forces MFA.',
    remedy: 'Enable security defaults, or create a Conditional Access policy that requires MFA of all users.',
  }),
  define('COV-02', 'critical', 'Every enabled member is covered by MFA for all resources', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.2.4, A.9.4.2',
    iso2022: 'A.5.17, A.8.5',
    cis: '5.2.2.2',
    scuba: 'MS.AAD.3.2v2',
    passes: 'No sign-in that an attacker could choose lets an enabled member in without MFA.',
    remedy: 'Close the exclusion or condition that the evidence names for each listed user.',
  }),
  define('COV-03', 'critical', 'Every privileged user is covered', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3, A.9.4.2',
    iso2022: 'A.8.2, A.8.5',
    cis: '5.2.2.1',
    passes:
      'Every user with an active or eligible privileged role is fully covered, with the role active and without it.',
    remedy: 'Target privileged roles and all users; do not rely on policies that only name roles.',
  }),
  define('COV-04', 'high', 'Privileged users need phishing-resistant MFA', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3, A.9.4.2',
    iso2022: 'A.8.2, A.8.5',
    cis: '5.2.2.5',
    scuba: 'MS.AAD.3.6v1',
    passes: 'Every sign-in of a privileged user is blocked or demands a phishing-resistant method.',
    remedy:
      'Create a Conditional Access policy that requires the Phishing-resistant MFA strength of privileged roles.',
  }),
  define('COV-05', 'high', 'Guests are covered', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.2.1, A.9.4.2',
    iso2022: 'A.5.16, A.8.5',
    passes: 'Every enabled guest is fully covered; MFA done at home counts where the tenant trusts it.',
    remedy: 'Include all guest types in a Conditional Access policy that requires MFA.',
  }),
  define('COV-06', 'critical', 'Legacy authentication is closed for every enabled user', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.2.3',
    scuba: 'MS.AAD.1.1v1',
    passes:
      'For every enabled user a policy blocks Exchange ActiveSync and other legacy clients, or demands what they cannot do; or security defaults are on.',
    remedy:
      'Block Exchange ActiveSync clients and other clients for all users with a Conditional Access policy.',
  }),
  define('COV-07', 'high', "No user's coverage depends on a report-only policy", {
    soc2: 'CC6.1, CC7.1',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5, A.8.9',
    passes: 'Turning report-only policies on would not improve the coverage of any user.',
    remedy: 'Turn the listed policy from report-only to On.',
  }),
  define('COV-08', 'high', 'Covered but unregistered users', {
    soc2: 'CC6.1, CC6.2',
    iso2013: 'A.9.2.4, A.9.3.1',
    iso2022: 'A.5.17',
    passes: 'Every enabled user of whom MFA is demanded has registered for it.',
    remedy: 'Issue Temporary Access Passes for onboarding and run a registration campaign.',
  }),
  define('COV-09', 'high', 'Exclusions have compensating coverage', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3, A.9.4.2',
    iso2022: 'A.5.18, A.8.5',
    passes:
      'Everybody who is excluded from an MFA policy is fully covered by another one, or is a declared break-glass or directory-sync account.',
    remedy: 'Remove the exclusion, or add a policy that covers the excluded users.',
  }),
  define('COV-10', 'medium', 'Exclusion inventory is small and governed', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.5',
    iso2022: 'A.5.18',
    passes:
      'No more enabled users are excluded than the larger of 2 and 1 %, and excluded groups are role-assignable or management-restricted and not dynamic.',
    remedy:
      'Put exclusion groups under a restricted management administrative unit or make them role-assignable, and empty them.',
  }),
  define('COV-11', 'medium', 'All-resources policies have no app exclusions', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.1',
    iso2022: 'A.8.3',
    scuba: 'MS.AAD.3.2v2',
    passes: 'No MFA policy for all resources excludes an application.',
    remedy: 'Remove the application from the exclusions, or cover it by another MFA policy.',
  }),
];
