import { coverSnapshot } from '../mfa-coverage/cover-snapshot.js';
import type { CheckResult, EvaluationResult } from '../model/results.js';
import type { Snapshot } from '../model/snapshot.js';
import { NO_EXEMPTION, type Exemptions } from './exemption.js';
import { peopleOf } from './people.js';
import { PROFILES, type ProfileCheck, type ProfileName } from './profiles.js';
import { judgeRule, type Context } from './rule.js';
import type { Level } from './scuba/catalogue.js';

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

/** Evaluates every check of a profile, and the coverage of every user. Never throws; what is not known is unknown. */
export function evaluateSnapshot(snapshot: Snapshot, options: EvaluateOptions): ProfiledEvaluation {
  const exemptionOf: Context['exemptionOf'] = (id) => options.exemptions.get(id) ?? NO_EXEMPTION;
  const shared = { snapshot, exemptionOf, now: options.now, people: peopleOf(snapshot) };
  const checks = PROFILES[options.profile].map((check) =>
    resultOf(check, { ...shared, exemption: exemptionOf(check.definition.id) }),
  );
  return { checks, coverage: coverSnapshot(snapshot) };
}

function resultOf({ definition, rule, level }: ProfileCheck, context: Context): ProfiledResult {
  const { status, evidence, reason, severity } = judgeRule(rule, context);
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
