import type { Mappings } from '../../model/results.js';
import { CATALOGUE } from '../catalogue/catalogue.js';
import type { CheckDefinition } from '../catalogue/definition.js';

/** Whether a policy is required or recommended. */
export type Level = 'SHALL' | 'SHOULD';

/** A policy of the baseline. */
export interface ScubaDefinition extends CheckDefinition {
  readonly level: Level;
  /** Required by CISA's Binding Operational Directive 25-01. */
  readonly isDirective: boolean;
  /** Controls of NIST SP 800-53 Rev. 5. */
  readonly nist: string;
}

type Row = readonly [
  id: string,
  level: Level | 'SHALL, BOD',
  title: string,
  nist: string,
  checks: string,
  remedy?: string,
];

const ROWS: readonly Row[] = [
  ['MS.AAD.1.1v1', 'SHALL, BOD', 'Legacy authentication is blocked', 'CM-7', 'CA-05'],
  ['MS.AAD.2.1v1', 'SHALL, BOD', 'High-risk users are blocked', 'AC-2(12), AC-2(13)', 'CA-07'],
  [
    'MS.AAD.2.2v1',
    'SHOULD',
    'Administrators are notified of high-risk users',
    'AC-2(12)',
    '',
    'Add recipients under Identity Protection > Users at risk detected alerts, and keep evidence of it.',
  ],
  ['MS.AAD.2.3v1', 'SHALL, BOD', 'High-risk sign-ins are blocked', 'AC-2(12), AC-2(13)', 'CA-08'],
  [
    'MS.AAD.3.1v1',
    'SHALL, BOD',
    'Phishing-resistant MFA is enforced for all users',
    'IA-2(1), IA-2(2), IA-5c, IA-5g, IA-2(8)',
    'CA-04',
  ],
  ['MS.AAD.3.2v2', 'SHALL, BOD', 'MFA is enforced for all users', 'IA-2(1), IA-2(2)', 'CA-01'],
  [
    'MS.AAD.3.3v2',
    'SHALL, BOD',
    'Authenticator shows the context of sign-ins',
    'IA-2(1), IA-2(2), IA-5c, IA-5g, IA-2(8), IA-2(13)',
    'AM-04, AM-05',
  ],
  ['MS.AAD.3.4v1', 'SHALL, BOD', 'Migration of authentication methods is complete', 'CM-7', 'AM-01'],
  ['MS.AAD.3.5v2', 'SHALL, BOD', 'SMS, voice and email OTP are disabled', 'CM-7b, IA-5c', 'AM-02, AM-03'],
  [
    'MS.AAD.3.6v1',
    'SHALL, BOD',
    'Phishing-resistant MFA is required for highly privileged roles',
    'IA-2(1), IA-5c, IA-5g, IA-2(8)',
    'CA-03',
  ],
  ['MS.AAD.3.7v1', 'SHOULD', 'Managed devices are required for authentication', 'AC-20b, IA-3', 'CA-10'],
  ['MS.AAD.3.8v1', 'SHOULD', 'Managed devices are required to register MFA', 'AC-20b, IA-3', 'CA-11'],
  ['MS.AAD.3.9v1', 'SHOULD', 'Device code flow is blocked', 'CM-7', 'CA-13'],
  [
    'MS.AAD.4.1v1',
    'SHALL',
    'Security logs are sent to the security operations centre',
    'AU-4',
    '',
    'Send the sign-in, audit and risk logs to the SIEM by diagnostic settings, and keep evidence of it.',
  ],
  ['MS.AAD.5.1v1', 'SHALL, BOD', 'Only administrators register applications', 'AC-6(10), CM-5', 'AZ-01'],
  ['MS.AAD.5.2v1', 'SHALL, BOD', 'User consent is restricted', 'AC-6(10), CM-5', 'AZ-02'],
  ['MS.AAD.5.3v1', 'SHALL, BOD', 'Admin consent workflow is configured', 'CM-4', 'AZ-03'],
  ['MS.AAD.5.5v1', 'SHOULD', 'Adding passwords to applications is blocked', 'IA-5', 'AC-01'],
  ['MS.AAD.5.6v1', 'SHOULD', 'Passwords of applications live 180 days at most', 'IA-5, SC-12', 'AC-02'],
  ['MS.AAD.5.7v1', 'SHOULD', 'Certificates of applications live 365 days at most', 'SC-12, IA-5', 'AC-03'],
  ['MS.AAD.6.1v1', 'SHALL, BOD', 'Passwords do not expire', 'IA-5(1)', 'PW-01'],
  ['MS.AAD.7.1v1', 'SHALL, BOD', 'Two to eight users are Global Administrators', 'AC-6(5)', 'PR-01'],
  ['MS.AAD.7.2v1', 'SHALL, BOD', 'Finer-grained roles are used', 'AC-5', 'PR-02'],
  ['MS.AAD.7.3v1', 'SHALL, BOD', 'Privileged users are cloud-only', 'AC-6(5)', 'PR-03'],
  ['MS.AAD.7.4v1', 'SHALL, BOD', 'No permanent active privileged assignments', 'AC-2', 'PR-04'],
  ['MS.AAD.7.5v1', 'SHALL, BOD', 'No privileged assignments outside PIM', 'AC-2', 'PR-05'],
  ['MS.AAD.7.6v1', 'SHALL, BOD', 'Activation of Global Administrator requires approval', 'AC-6(1)', 'PR-06'],
  ['MS.AAD.7.7v1', 'SHALL, BOD', 'Assignments of privileged roles alert', 'AC-2(1)', 'PR-07'],
  ['MS.AAD.7.8v1', 'SHALL, BOD', 'Activations of Global Administrator alert', 'AC-6(9)', 'PR-07'],
  ['MS.AAD.7.9v1', 'SHOULD', 'Activations of other privileged roles alert', 'AC-6(9)', 'PR-07'],
  ['MS.AAD.8.1v1', 'SHOULD', 'Guests have limited access to the directory', 'AC-6', 'AZ-04'],
  ['MS.AAD.8.2v1', 'SHOULD', 'Only guest inviters invite guests', 'AC-6(10)', 'AZ-05'],
  [
    'MS.AAD.8.3v1',
    'SHOULD',
    'Guests are invited from allowed domains only',
    'AC-3',
    '',
    'List the allowed domains under External collaboration settings, and keep evidence of it.',
  ],
  ['MS.AAD.9.1v1', 'SHALL', 'Risky agent identities are blocked', 'AC-3, AC-6, CM-7(4)', 'CA-32'],
];

/** The policies of CISA's SCuBA baseline for Microsoft Entra ID. */
export const SCUBA_CATALOGUE: readonly ScubaDefinition[] = ROWS.map(
  ([id, level, title, nist, checks, remedy]) => {
    const ours = CATALOGUE.filter((check) => checks.split(', ').includes(check.id));
    return {
      id,
      title,
      level: level === 'SHOULD' ? 'SHOULD' : 'SHALL',
      isDirective: level === 'SHALL, BOD',
      nist,
      severity: level === 'SHOULD' ? 'medium' : 'high',
      mappings: { ...merged(ours), scuba: [id] },
      passes: `The rule of ${id} of CISA's baseline is met.`,
      remedy: remedy ?? ours.map((check) => check.remedy).join(' '),
    };
  },
);

function merged(checks: readonly CheckDefinition[]): Omit<Mappings, 'scuba'> {
  const all = (name: keyof Mappings): readonly string[] => [
    ...new Set(checks.flatMap(({ mappings }) => mappings[name])),
  ];
  return {
    soc2: all('soc2'),
    iso27001_2013: all('iso27001_2013'),
    iso27001_2022: all('iso27001_2022'),
    cis: all('cis'),
  };
}
