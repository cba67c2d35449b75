import { startEvaluation, type ProfiledResult } from '#access-policy/checks/evaluate.js';
import type { Exemptions } from '#access-policy/checks/exemption.js';
import { PROFILE_NAMES } from '#access-policy/checks/profiles.js';
import type { CheckStatus, UserCoverage } from '#access-policy/model/results.js';
import { tenantOf, withUsers, type UserPage } from '#access-policy/model/user-pages.js';
import type { PostureSummary } from '../posture.port.js';
import type { Standard } from '../standards/standards.port.js';
import type { TenantParts } from './tenant-parts.js';

/** A check of either profile with its verdict. */
export interface JudgedCheck extends ProfiledResult {
  readonly inStandard: boolean;
}

/** What an evaluation of a tenant found; the coverage of each account went elsewhere, page by page. */
export interface TenantEvaluation {
  readonly checks: readonly JudgedCheck[];
  readonly summary: Omit<PostureSummary, 'revision' | 'evaluatedAt' | 'oracle'>;
}

/** What an evaluation is measured against, and where the coverage of accounts goes. */
export interface Measure {
  readonly standard: Standard;
  readonly exemptions: Exemptions;
  readonly now: Date;
  /** Takes the coverage of the accounts of one page; the next page waits for it. */
  readonly keep: (users: readonly UserCoverage[]) => Promise<void>;
}

/** Evaluates both profiles, so that a change of the standard needs no other evaluation. Holds one page of accounts at a time. */
export async function evaluateTenant(
  parts: TenantParts,
  pages: AsyncIterable<UserPage>,
  { standard, exemptions, now, keep }: Measure,
): Promise<TenantEvaluation> {
  const tenant = tenantOf(parts.source, parts.named);
  const evaluation = startEvaluation(tenant, { profiles: PROFILE_NAMES, exemptions, now });
  for await (const page of pages) await keep(evaluation.add(withUsers(tenant, page)));
  const found = evaluation.finish();
  const checks = PROFILE_NAMES.flatMap((profile) =>
    found.checks[profile].map((check) => ({ ...check, inStandard: isWanted(check, standard, profile) })),
  );
  const statuses = checks.filter(({ inStandard }) => inStandard).map(({ status }) => status);
  return {
    checks,
    summary: {
      checks: countBy(statuses),
      coverage: found.summary,
      meetsStandard: meets(statuses),
      notCollected: parts.notCollected,
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
