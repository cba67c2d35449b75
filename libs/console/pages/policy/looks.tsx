import { Badge, type MantineColor } from '@mantine/core';
import type { CheckStatus, CoverageVerdict, Severity } from '../../api/policy-types.js';
import { words } from '../../design/format.js';

interface VerdictLook {
  readonly label: string;
  readonly meaning: string;
  /** Colour of the badge. */
  readonly badge: MantineColor;
  /** Colour in the chart. */
  readonly color: string;
}

/** How verdicts are named and coloured, and what each means. */
export const VERDICT_LOOKS: Readonly<Record<CoverageVerdict, VerdictLook>> = {
  full: {
    label: 'Full',
    meaning: 'Every sign-in is blocked or asks for MFA.',
    badge: 'green',
    color: 'green.7',
  },
  blocked: { label: 'Blocked', meaning: 'Every sign-in is blocked.', badge: 'gray', color: 'gray.6' },
  security_defaults: {
    label: 'Security defaults',
    meaning: 'Microsoft decides when MFA is asked for.',
    badge: 'brand',
    color: 'brand.6',
  },
  per_user_mfa: {
    label: 'Per-user MFA',
    meaning: 'The older per-user setting asks for MFA.',
    badge: 'brand',
    color: 'brand.4',
  },
  third_party: {
    label: 'Third party',
    meaning: 'MFA of another provider asks; whether it holds is not visible here.',
    badge: 'grape',
    color: 'grape.6',
  },
  partial: {
    label: 'Partial',
    meaning: 'Some sign-ins get by without MFA.',
    badge: 'yellow',
    color: 'yellow.6',
  },
  report_only: {
    label: 'Report-only',
    meaning: 'Would be covered if report-only policies were on.',
    badge: 'orange',
    color: 'orange.6',
  },
  none: { label: 'None', meaning: 'No sign-in asks for MFA.', badge: 'red', color: 'red.7' },
  indeterminate: {
    label: 'Unknown',
    meaning: 'It depends on something that was not read.',
    badge: 'gray',
    color: 'gray.4',
  },
};

/** How far MFA protects an account. */
export function VerdictBadge({ verdict }: { readonly verdict: CoverageVerdict }) {
  const { label, badge } = VERDICT_LOOKS[verdict];
  return <Badge color={badge}>{label}</Badge>;
}

const STATUS_LOOKS: Readonly<Record<CheckStatus, { readonly label: string; readonly color: MantineColor }>> =
  {
    fail: { label: 'Fails', color: 'red' },
    unknown: { label: 'Unknown', color: 'gray' },
    manual: { label: 'To be looked at', color: 'yellow' },
    exempted: { label: 'Exempted', color: 'grape' },
    pass: { label: 'Passes', color: 'green' },
    not_applicable: { label: 'Does not apply', color: 'gray' },
  };

/** Name of a status. */
export function statusLabel(status: CheckStatus): string {
  return STATUS_LOOKS[status].label;
}

/** Outcome of a check. */
export function StatusBadge({ status }: { readonly status: CheckStatus }) {
  const { label, color } = STATUS_LOOKS[status];
  return <Badge color={color}>{label}</Badge>;
}

/** Severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

const SEVERITY_COLOURS: Readonly<Record<Severity, MantineColor>> = {
  critical: 'red',
  high: 'orange',
  medium: 'yellow',
  low: 'gray',
};

/** How much a failed check matters. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return (
    <Badge color={SEVERITY_COLOURS[severity]} variant="dot">
      {words(severity)}
    </Badge>
  );
}

/** Frameworks by the key that the API gives them. */
export const FRAMEWORKS: Readonly<Record<string, string>> = {
  soc2: 'SOC 2',
  iso27001_2022: 'ISO 27001:2022',
  iso27001_2013: 'ISO 27001:2013',
  cis: 'CIS Microsoft 365',
  scuba: 'CISA SCuBA',
};

const REASONS: Readonly<Record<string, string>> = {
  APPS: 'some applications are left out',
  CLIENT: 'some kinds of client are left out',
  PLATFORM: 'some platforms are left out',
  LOCATION: 'some locations are left out',
  DEVICE: 'some devices are left out',
  RISK_ONLY: 'only risky sign-ins are asked',
  FLOW_ONLY: 'only some authentication flows are asked',
  GRANT_OR: 'another control may stand in for MFA',
};

/** Where the gap lies, in words. */
export function reasonsInWords(reasons: readonly string[]): string {
  return reasons.map((reason) => REASONS[reason] ?? reason).join(', ');
}
