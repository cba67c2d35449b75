import type { CheckStatus, Evidence, Severity } from '../model/results.js';
import { EVIDENCE_MAX, listed, type Listed } from './evidence-list.js';

/** What a check concludes, before its title and mappings are added. */
export interface Verdict {
  readonly status: CheckStatus;
  readonly evidence: readonly Evidence[];
  /** A machine-readable reason where the status alone is not enough, for instance `license_missing`. */
  readonly reason?: string;
  /** Where a failure matters more than the catalogue says. */
  readonly severity?: Severity;
}

/** One statement about an object. */
export function about(object: string, statement: string): Evidence {
  return { object, statement };
}

/** A verdict with its evidence, cut to `EVIDENCE_MAX` statements; a last one says how many are left out. */
export function verdict(
  status: CheckStatus,
  evidence: readonly Evidence[] | Listed,
  reason?: string,
): Verdict {
  const { shown: kept, total } = listed(evidence);
  const shown = kept.slice(0, EVIDENCE_MAX);
  const left = total - shown.length;
  const rest = left === 0 ? [] : [about('', `${left} more are left out.`)];
  return { status, evidence: [...shown, ...rest], ...(reason === undefined ? {} : { reason }) };
}

/** What a check found: things that break it, and things that it could not judge. */
export interface Findings {
  readonly broken: readonly Evidence[] | Listed;
  readonly doubtful: readonly Evidence[] | Listed;
}

/** Fails on what is broken; else unknown on what is doubtful; else passes with the given statements. */
export function conclude({ broken, doubtful }: Findings, passed: readonly Evidence[] | Listed): Verdict {
  if (listed(broken).total > 0) return verdict('fail', broken);
  if (listed(doubtful).total > 0) return verdict('unknown', doubtful);
  return verdict('pass', passed);
}

/** A setting that must be what it should: unknown where it was not returned. */
export function settingIs<T>(
  object: string,
  name: string,
  value: T | undefined,
  isRight: (value: T) => boolean,
): Verdict {
  if (value === undefined) return verdict('unknown', [about(object, `${object}: ${name} was not returned.`)]);
  const statement = `${object}: ${name} is ${JSON.stringify(value)}.`;
  return verdict(isRight(value) ? 'pass' : 'fail', [about(object, statement)]);
}

/** All of several verdicts: a fail decides, then an unknown. */
export function both(verdicts: readonly Verdict[]): Verdict {
  const order: readonly CheckStatus[] = ['fail', 'unknown', 'manual', 'exempted'];
  const worst = order.find((status) => verdicts.some((each) => each.status === status)) ?? 'pass';
  const chosen = verdicts.filter(({ status }) => status === worst);
  return verdict(
    worst,
    chosen.flatMap(({ evidence }) => evidence),
  );
}
