import { evaluateSnapshot, type ProfiledResult } from '#access-policy/checks/evaluate.js';
import type { Exemptions } from '#access-policy/checks/exemption.js';
import { parseSnapshot } from '#access-policy/model/snapshot.js';
import type { CheckStatus, CoverageResult } from '#access-policy/model/results.js';
import type { PostureSummary } from '../posture.port.js';
import type { Standard } from '../standards/standards.port.js';
import type { TenantSnapshot } from './tenant-snapshot.js';

/** A check of either profile with its verdict. */
export interface JudgedCheck extends ProfiledResult {
  readonly inStandard: boolean;
}

/** What an evaluation of a tenant found. */
export interface TenantEvaluation {
  readonly checks: readonly JudgedCheck[];
  readonly coverage: CoverageResult;
  readonly summary: Omit<PostureSummary, 'revision' | 'evaluatedAt' | 'oracle'>;
}

/** Evaluates both profiles, so that a change of the standard needs no other evaluation. Pure. */
export function evaluateTenant(
  tenant: TenantSnapshot,
  declared: { readonly standard: Standard; readonly exemptions: Exemptions; readonly now: Date },
): TenantEvaluation {
  const { standard, exemptions, now } = declared;
  const snapshot = parseSnapshot(tenant.source);
  const semantic = evaluateSnapshot(snapshot, { profile: 'semantic', exemptions, now });
  const scuba = evaluateSnapshot(snapshot, { profile: 'scuba', exemptions, now });
  const checks = [
    ...semantic.checks.map((check) => ({ ...check, inStandard: isWanted(check, standard, 'semantic') })),
    ...scuba.checks.map((check) => ({ ...check, inStandard: isWanted(check, standard, 'scuba') })),
  ];
  const wanted = checks.filter(({ inStandard }) => inStandard);
  return {
    checks,
    coverage: semantic.coverage,
    summary: {
      checks: countBy(wanted.map(({ status }) => status)),
      coverage: semantic.coverage.summary,
      meetsStandard: meets(wanted.map(({ status }) => status)),
      notCollected: tenant.notCollected,
    },
  };
}

function isWanted(check: ProfiledResult, standard: Standard, profile: 'semantic' | 'scuba'): boolean {
  switch (standard.baseline) {
    case 'all':
      return profile === 'semantic';
    case 'cis':
      return profile === 'semantic' && check.mappings.cis.length > 0;
    case 'scuba':
      return profile === 'scuba';
    case 'own':
      return standard.checks.includes(check.id);
  }
}

/** A failure decides; what is unknown leaves it open, also what only a person can attest. */
function meets(statuses: readonly CheckStatus[]): boolean | null {
  if (statuses.includes('fail')) return false;
  return statuses.some((status) => status === 'unknown' || status === 'manual') ? null : true;
}

function countBy(statuses: readonly CheckStatus[]): Readonly<Partial<Record<CheckStatus, number>>> {
  const counts: Partial<Record<CheckStatus, number>> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
