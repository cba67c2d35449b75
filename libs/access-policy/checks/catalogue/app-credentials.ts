import { define, type CheckDefinition } from './definition.js';

const FRAMEWORKS = {
  soc2: 'CC6.1',
  iso2013: 'A.9.2.4, A.10.1.2',
  iso2022: 'A.5.17, A.8.24',
  cis: '5.1.5.3 (v7.0), 5.1.5.4 (v7.0), 5.1.5.5 (v7.0), 5.1.5.6 (v7.0)',
};

/** Restrictions on the credentials of applications: one row of the catalogue with three verdicts. */
export const APP_CREDENTIAL_CHECKS: readonly CheckDefinition[] = [
  define('AC-01', 'medium', 'App credential restrictions: no passwords', {
    ...FRAMEWORKS,
    scuba: 'MS.AAD.5.5v1',
    passes: 'Adding passwords to applications and service principals is blocked for all of them.',
    remedy: 'Block password addition in the default app management policy, for all applications.',
  }),
  define('AC-02', 'medium', 'App credential restrictions: password lifetime', {
    ...FRAMEWORKS,
    scuba: 'MS.AAD.5.6v1',
    passes: 'Passwords of applications and service principals live 181 days at most.',
    remedy: 'Limit the password lifetime to 180 days in the default app management policy.',
  }),
  define('AC-03', 'medium', 'App credential restrictions: certificate lifetime', {
    ...FRAMEWORKS,
    scuba: 'MS.AAD.5.7v1',
    passes: 'Certificates of applications and service principals live 366 days at most.',
    remedy: 'Limit the certificate lifetime to 365 days in the default app management policy.',
  }),
];
