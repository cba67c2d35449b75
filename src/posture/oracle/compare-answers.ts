import type { PolicyAnalysis } from '#access-policy/model/results.js';
import { isJsonObject, text, type Json } from '#kernel/json.js';

/** A policy of which Graph says something else than the plugin. */
export interface Disagreement {
  readonly policyId: string;
  readonly plugin: boolean;
  readonly graph: boolean;
  /** Why Graph says that the policy does not apply; empty where it applies. */
  readonly graphReasons: string;
}

/** Answers that say nothing: a condition was not given, or is not known. */
const OPEN = 'notEnoughInformation';

/**
 * Compares what the plugin and Graph's What If say of one sign-in, policy by policy. Policies that only one of them
 * knows changed in between and are left out, like those of which either says that it cannot tell.
 */
export function compareAnswers(
  own: readonly PolicyAnalysis[],
  answer: Json | undefined,
): readonly Disagreement[] {
  const graph = new Map(
    (Array.isArray(answer) ? (answer as readonly Json[]) : [])
      .filter(isJsonObject)
      .map((item) => [text(item['id']), item] as const),
  );
  return own.flatMap((analysis) => {
    const other = graph.get(text(analysis['id']));
    if (other === undefined) return [];
    const graphReasons = text(other['analysisReasons']);
    if (graphReasons.includes(OPEN) || analysis.analysisReasons.includes(OPEN)) return [];
    const applies = other['policyApplies'] === true;
    if (applies === analysis.policyApplies) return [];
    return [
      {
        policyId: text(analysis['id']),
        plugin: analysis.policyApplies,
        graph: applies,
        graphReasons: applies ? '' : graphReasons,
      },
    ];
  });
}
