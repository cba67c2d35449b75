import type { ProfiledEvaluation, ProfiledResult } from '#access-policy/checks/evaluate.js';
import type { CheckStatus } from '#access-policy/model/results.js';

const MARKS: Readonly<Record<CheckStatus, string>> = {
  pass: '✓',
  fail: '✗',
  exempted: '○',
  not_applicable: '–',
  unknown: '?',
  manual: '!',
};
const EVIDENCE_SHOWN = 3;

/** An evaluation as a table for people: what failed with why and what to do, everything else in a line. */
export function describeEvaluation({ checks, coverage }: ProfiledEvaluation): string {
  const counts = count(checks.map(({ status }) => status));
  const users = Object.entries(coverage.summary).map(([name, number]) => `${number} ${name}`);
  const summary = `${counts.join(', ')}. Users: ${users.length === 0 ? 'not collected' : users.join(', ')}.`;
  return [...checks.map(describe), '', summary].join('\n');
}

function describe(check: ProfiledResult): string {
  const { id, status, severity, title, evidence, remedy } = check;
  const line = `${MARKS[status]} ${id.padEnd(13)} ${status.padEnd(15)} ${severity.padEnd(9)} ${title}`;
  if (status === 'pass' || status === 'not_applicable') return line;
  const shown = evidence.slice(0, EVIDENCE_SHOWN).map(({ statement }) => `    ${statement}`);
  const left = evidence.length - shown.length;
  const rest = left > 0 ? [`    and ${left} more`] : [];
  return [line, ...shown, ...rest, ...(status === 'fail' ? [`    → ${remedy}`] : [])].join('\n');
}

function count(statuses: readonly CheckStatus[]): readonly string[] {
  return (Object.keys(MARKS) as CheckStatus[]).flatMap((status) => {
    const number = statuses.filter((each) => each === status).length;
    return number === 0 ? [] : [`${number} ${status}`];
  });
}
