import { define, type CheckDefinition } from './definition.js';

/** Passwords, lockout, self-service reset and federation. */
export const PASSWORD_CHECKS: readonly CheckDefinition[] = [
  define('PW-01', 'low', 'Passwords do not expire', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.3',
    iso2022: 'A.5.17',
    cis: '1.3.1',
    scuba: 'MS.AAD.6.1v1',
    passes: 'Passwords of every verified managed domain never expire.',
    remedy: 'Set passwords to never expire in the Microsoft 365 admin centre.',
  }),
  define('PW-02', 'medium', 'Custom banned passwords', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.3',
    iso2022: 'A.5.17',
    cis: '5.2.3.2',
    passes: 'The custom list of banned passwords is enforced and not empty.',
    remedy: 'Enforce the custom list under Password protection and enter terms of your organization.',
  }),
  define('PW-03', 'medium', 'On-premises password protection enforced', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.3',
    iso2022: 'A.5.17',
    cis: '5.2.3.3',
    passes: 'Password protection is enabled for Windows Server Active Directory in enforced mode.',
    remedy: 'Enable password protection for Windows Server Active Directory and set the mode to Enforced.',
  }),
  define('PW-04', 'low', 'Smart lockout', {
    soc2: 'CC6.1, CC6.6',
    iso2013: 'A.9.4.2',
    iso2022: 'A.8.5',
    cis: '5.2.3.8 (v7.0), 5.2.3.9 (v7.0)',
    passes: 'Accounts lock after 10 failures at most, for 60 seconds at least.',
    remedy: 'Set the lockout threshold to 10 or less and the lockout duration to 60 seconds or more.',
  }),
  define('PW-05', 'medium', 'Admin self-service password reset restricted', {
    soc2: 'CC6.1',
    iso2013: 'A.9.2.4',
    iso2022: 'A.5.17',
    passes: 'Administrators cannot reset their own password by self-service.',
    remedy: 'Set allowedToUseSSPR of the authorization policy to false.',
  }),
  define('PW-06', 'medium', 'Federated domains cannot skip MFA', {
    soc2: 'CC6.1, CC9.2',
    iso2013: 'A.9.4.2, A.15.1',
    iso2022: 'A.8.5',
    passes: 'Every federated domain enforces MFA at the identity provider or rejects its claim.',
    remedy: 'Set federatedIdpMfaBehavior of the domain to rejectMfaByFederatedIdp.',
  }),
];
