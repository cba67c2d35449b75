import { define, type CheckDefinition } from './definition.js';

/** Privileged roles and Privileged Identity Management. */
export const PRIVILEGED_CHECKS: readonly CheckDefinition[] = [
  define('PR-01', 'high', 'Global Administrator count', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2',
    cis: '1.1.3',
    scuba: 'MS.AAD.7.1v1',
    passes: 'Two to four users hold Global Administrator, active or eligible, also through groups.',
    remedy: 'Let two to four users be Global Administrators: move the others to finer-grained roles.',
  }),
  define('PR-02', 'medium', 'Least-privilege ratio', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2',
    scuba: 'MS.AAD.7.2v1',
    passes:
      'The number of Global Administrators is right and not larger than that of other privileged users.',
    remedy: 'Give administrators finer-grained roles instead of Global Administrator.',
  }),
  define('PR-03', 'high', 'Admins are cloud-only', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2',
    cis: '1.1.1',
    scuba: 'MS.AAD.7.3v1',
    passes: 'No privileged user is synchronized from on-premises.',
    remedy: 'Give administrators separate cloud-only accounts.',
  }),
  define('PR-04', 'high', 'No permanent active privileged assignments', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2, A.5.18',
    cis: '5.3.1',
    scuba: 'MS.AAD.7.4v1',
    passes: 'No highly privileged role is assigned actively without an end, save declared principals.',
    remedy: 'Make the listed assignments eligible in Privileged Identity Management.',
  }),
  define('PR-05', 'medium', 'No assignments outside PIM', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.2',
    iso2022: 'A.8.2',
    scuba: 'MS.AAD.7.5v1',
    passes: 'Every assignment of a highly privileged role was made through Privileged Identity Management.',
    remedy: 'Remove the listed assignments and make them again in Privileged Identity Management.',
  }),
  define('PR-06', 'high', 'Global Administrator activation needs approval', {
    soc2: 'CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2',
    cis: '5.3.4, 5.3.5 (v6.0 and v7.0)',
    scuba: 'MS.AAD.7.6v1',
    passes:
      'Activating Global Administrator or Privileged Role Administrator needs approval, and at least two can give it.',
    remedy: 'Require approval to activate these roles and name at least two approvers.',
  }),
  define('PR-07', 'medium', 'Assignment and activation alerts', {
    soc2: 'CC7.2',
    iso2013: 'A.12.4.1',
    iso2022: 'A.8.15, A.8.16',
    scuba: 'MS.AAD.7.7v1, MS.AAD.7.8v1, MS.AAD.7.9v1',
    passes: 'Assignments and activations of every highly privileged role alert somebody.',
    remedy: 'Add recipients to the notifications in the settings of the listed roles.',
  }),
  define('PR-08', 'high', 'Activation requires MFA', {
    soc2: 'CC6.1, CC6.3',
    iso2013: 'A.9.2.3',
    iso2022: 'A.8.2, A.8.5',
    passes:
      'Activating a highly privileged role requires MFA, or an authentication context for which a policy forces MFA.',
    remedy: 'Require MFA or an authentication context in the activation settings of the listed roles.',
  }),
];
