import type { CheckStatus } from '#access-policy/model/results.js';
import type { HostCheckResult } from '#plugin-host/host.port.js';
import type { JudgedCheck } from './evaluate/evaluate-tenant.js';

const STATEMENTS_MAX = 20;

/** What is exempted on purpose is no failure; nothing is claimed of what does not apply or only a person can attest. */
const STATUSES: Readonly<Record<CheckStatus, HostCheckResult['status']>> = {
  pass: 'PASS',
  exempted: 'PASS',
  not_applicable: 'UNKNOWN',
  fail: 'FAIL',
  unknown: 'UNKNOWN',
  manual: 'UNKNOWN',
};

/** A verdict in the vocabulary of a host that keeps check results. */
export function toHostResult(check: JudgedCheck, observedAt: string): HostCheckResult {
  const { id, title, severity, mappings, remedy, evidence, status } = check;
  const shown = evidence.slice(0, STATEMENTS_MAX).map(({ statement }) => statement);
  const more = evidence.length > shown.length ? [`and ${evidence.length - shown.length} more`] : [];
  return {
    checkId: id,
    status: STATUSES[status],
    verdict: status,
    title,
    severity,
    details: [...shown, ...more].join(' '),
    remedy,
    controls: [
      { framework: 'SOC 2', controls: mappings.soc2 },
      { framework: 'ISO/IEC 27001:2013', controls: mappings.iso27001_2013 },
      { framework: 'ISO/IEC 27001:2022', controls: mappings.iso27001_2022 },
    ],
    observedAt,
  };
}
