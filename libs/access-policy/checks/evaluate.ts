import { createDirectory, indexRolesOf } from '../evaluation/directory.js';
import { rowsOf, summaryOf } from '../mfa-coverage/cover-snapshot.js';
import type { CheckResult, CoverageResult, EvaluationResult, UserCoverage } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import { NO_EXEMPTION, type Exemptions } from './exemption.js';
import { peopleOf, questionsOf, type People } from './people.js';
import { PROFILES, type ProfileCheck, type ProfileName } from './profiles.js';
import { startRule, type Context } from './rule.js';
import type { Level } from './scuba/catalogue.js';
import type { Verdict } from './verdict.js';

/** A check with its verdict, and what a profile says besides. */
export interface ProfiledResult extends CheckResult {
  /** SCuBA: whether the policy is required or recommended. */
  readonly level?: Level;
  /** A machine-readable reason, for instance `license_missing`. */
  readonly reason?: string;
}

/** Answer of `evaluate`. */
export interface ProfiledEvaluation extends EvaluationResult {
  readonly checks: readonly ProfiledResult[];
}

/** What an evaluation depends on besides the snapshot. */
export interface EvaluateOptions {
  readonly profile: ProfileName;
  readonly exemptions: Exemptions;
  /** Checks on age and hire dates compare with this. */
  readonly now: Date;
}

/** What an evaluation in pages depends on. */
export interface EvaluationOptions extends Omit<EvaluateOptions, 'profile'> {
  readonly profiles: readonly ProfileName[];
}

/** An evaluation of a tenant whose users come in pages; what it keeps does not grow with their number. */
export interface Evaluation {
  /** Judges the users of a page, each of whom comes once, and answers their coverage. */
  readonly add: (page: Snapshot) => readonly UserCoverage[];
  /** Asked once, after the last page. */
  readonly finish: () => {
    readonly checks: Readonly<Record<ProfileName, readonly ProfiledResult[]>>;
    readonly summary: CoverageResult['summary'];
  };
}

/** Evaluates every check of a profile, and the coverage of every user. Never throws; what is not known is unknown. */
export function evaluateSnapshot(snapshot: Snapshot, options: EvaluateOptions): ProfiledEvaluation {
  const evaluation = startEvaluation(snapshot, { ...options, profiles: [options.profile] });
  const users = evaluation.add(snapshot);
  const { checks, summary } = evaluation.finish();
  return { checks: checks[options.profile], coverage: { users, summary } };
}

/** Starts an evaluation. @param tenant the tenant without users, or the whole of it when there is one page */
export function startEvaluation(
  tenant: Snapshot,
  { profiles, exemptions, now }: EvaluationOptions,
): Evaluation {
  const exemptionOf: Context['exemptionOf'] = (id) => exemptions.get(id) ?? NO_EXEMPTION;
  const roles = indexRolesOf(tenant);
  const whole = createDirectory(tenant, roles);
  const questions = questionsOf(tenant, whole);
  const shared = { exemptionOf, now };
  const contextFor = (snapshot: Snapshot, people: People) => (id: string) => ({
    ...shared,
    snapshot,
    people,
    exemption: exemptionOf(id),
  });
  const tenantContext = contextFor(tenant, peopleOf(tenant, whole, questions));
  const started = profiles.map((profile) => ({
    profile,
    checks: PROFILES[profile].map((check) => ({
      check,
      survey: startRule(check.rule, tenantContext(check.definition.id)),
    })),
  }));
  let summary: CoverageResult['summary'] = {};
  return {
    add: (page) => {
      const people = peopleOf(page, createDirectory(page, roles), questions);
      const pageContext = contextFor(page, people);
      for (const { checks } of started)
        for (const { check, survey } of checks) survey.add(pageContext(check.definition.id));
      const rowOf = rowsOf(page);
      const users = people.cover(page.users ?? []).map(({ id, coverage }) => rowOf(id, coverage));
      summary = summaryOf(users, summary);
      return users;
    },
    finish: () => {
      const checks: Record<ProfileName, readonly ProfiledResult[]> = { semantic: [], scuba: [] };
      for (const { profile, checks: own } of started)
        checks[profile] = own.map(({ check, survey }) => resultOf(check, survey.verdict()));
      return { checks, summary };
    },
  };
}

function resultOf(
  { definition, level }: ProfileCheck,
  { status, evidence, reason, severity }: Verdict,
): ProfiledResult {
  return {
    id: definition.id,
    status,
    severity: severity ?? definition.severity,
    title: definition.title,
    mappings: definition.mappings,
    evidence,
    remedy: definition.remedy,
    ...(level !== undefined && { level }),
    ...(reason !== undefined && { reason }),
  };
}
