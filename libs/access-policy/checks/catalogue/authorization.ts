import { define, type CheckDefinition } from './definition.js';

/** What users and guests may do, consent, and trust in other tenants. */
export const AUTHORIZATION_CHECKS: readonly CheckDefinition[] = [
  define('AZ-01', 'medium', 'Users cannot register apps', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.4.4',
    iso2022: 'A.8.18',
    cis: '5.1.2.2',
    scuba: 'MS.AAD.5.1v1',
    passes: 'Only administrators register applications.',
    remedy: 'Set "Users can register applications" to No.',
  }),
  define('AZ-02', 'high', 'User consent restricted', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.4.1',
    iso2022: 'A.5.15, A.8.3',
    cis: '5.1.5.1',
    scuba: 'MS.AAD.5.2v1',
    passes: 'Users cannot consent for themselves, and not to risky apps.',
    remedy: 'Set user consent to "Do not allow user consent".',
  }),
  define('AZ-03', 'medium', 'Admin consent workflow', {
    soc2: 'CC6.2, CC6.3',
    iso2013: 'A.9.2.2',
    iso2022: 'A.5.18',
    cis: '5.1.5.2',
    scuba: 'MS.AAD.5.3v1',
    passes:
      'The admin consent workflow is on, notifies and reminds its reviewers, and requests expire within 30 days.',
    remedy:
      'Enable admin consent requests with reviewers, notifications, reminders and an expiry of 30 days.',
  }),
  define('AZ-04', 'medium', 'Guest directory access limited', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.1',
    iso2022: 'A.5.15, A.8.3',
    cis: '5.1.6.2',
    scuba: 'MS.AAD.8.1v1',
    passes: 'Guests have limited or restricted access to the directory.',
    remedy: 'Set guest user access to limited or, better, restricted.',
  }),
  define('AZ-05', 'medium', 'Guest invitations limited', {
    soc2: 'CC6.2',
    iso2013: 'A.9.2.1',
    iso2022: 'A.5.16',
    cis: '5.1.6.3',
    scuba: 'MS.AAD.8.2v1',
    passes: 'Only administrators and guest inviters, or nobody, can invite guests.',
    remedy: 'Let only users with the Guest Inviter role or an administrator role invite guests.',
  }),
  define('AZ-06', 'low', 'Tenant creation restricted', {
    soc2: 'CC6.3',
    iso2013: 'A.9.1.1',
    iso2022: 'A.5.15',
    cis: '5.1.2.3',
    passes: 'Users cannot create tenants.',
    remedy: 'Set "Restrict non-admin users from creating tenants" to Yes.',
  }),
  define('AZ-07', 'low', 'Self-service joins off', {
    soc2: 'CC6.2',
    iso2013: 'A.9.2.1',
    iso2022: 'A.5.16',
    passes: 'Nobody joins the tenant by verifying an email address or by signing up for a subscription.',
    remedy:
      'Set allowEmailVerifiedUsersToJoinOrganization and allowedToSignUpEmailBasedSubscriptions to false.',
  }),
  define('AZ-08', 'low', 'MSOL PowerShell blocked', {
    soc2: 'CC6.1',
    iso2013: 'A.9.4.4',
    iso2022: 'A.8.18',
    passes: 'The legacy MSOL PowerShell module is blocked for users.',
    remedy: 'Set blockMsolPowerShell of the authorization policy to true.',
  }),
  define('AZ-09', 'low', 'Inbound MFA trust is deliberate', {
    soc2: 'CC6.6, CC9.2',
    iso2013: 'A.15.1.1',
    iso2022: 'A.5.19',
    passes: 'MFA of other tenants is not trusted by default; partners for whom it is are listed.',
    remedy: 'Turn off MFA trust in the default inbound settings and trust named tenants only.',
  }),
  define('AZ-10', 'low', 'Users cannot read BitLocker keys or create security groups', {
    soc2: 'CC6.3',
    iso2013: 'A.9.4.1',
    iso2022: 'A.8.3',
    cis: '5.1.4.6 (v6.0 and v7.0), 5.1.3.2 (v6.0), 5.1.3.1 (v7.0)',
    passes: 'Users cannot read BitLocker keys of their devices and cannot create security groups.',
    remedy: 'Restrict BitLocker key recovery and the creation of security groups to administrators.',
  }),
];
