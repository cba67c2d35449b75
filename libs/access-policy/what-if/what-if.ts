import { isJsonObject, type JsonObject } from '#kernel/json.js';
import { createDirectory } from '../evaluation/directory.js';
import { NO, YES, type Truth } from '../evaluation/truth.js';
import type { PolicyAnalysis, WhatIfResult } from '../model/results.js';
import { listOf, text } from '../model/shape.js';
import { parseSnapshot, type Snapshot } from '../model/snapshot.js';
import { createEvaluator, type Finding } from './evaluator.js';
import { parseRequest } from './parse-request.js';

/** One question: what would happen to this sign-in in that tenant. */
export interface WhatIfCase {
  readonly snapshot: JsonObject;
  /** Body of Graph's `POST /identity/conditionalAccess/evaluate`. */
  readonly request: JsonObject;
  /** `satisfiedControls`: names of controls and methods that the session brings. */
  readonly session?: JsonObject;
}

/** Answers one question, in the form of Graph's What If with the decision beside it. Never throws on unknown values. */
export function whatIf(question: WhatIfCase): WhatIfResult {
  const snapshot = parseSnapshot(question.snapshot);
  const context = { directory: createDirectory(snapshot), isGovernable: governance(snapshot) };
  const signIn = parseRequest(question.request, context);
  const satisfied = listOf(text)(question.session?.['satisfiedControls']) ?? [];
  const { findings, ...outcome } = createEvaluator(snapshot).evaluate(signIn, satisfied);
  const appliedOnly = question.request['appliedPoliciesOnly'] === true;
  const shown = appliedOnly ? findings.filter(({ policyApplies }) => policyApplies) : findings;
  const indeterminate = findings.filter(({ analysisReasons }) => analysisReasons === 'notEnoughInformation');
  return { ...outcome, value: shown.map(analysisOf), indeterminate: indeterminate.map(openParts) };
}

function analysisOf({ policy, policyApplies, analysisReasons }: Finding): PolicyAnalysis {
  return { ...policy.source, policyApplies, analysisReasons };
}

function openParts({ policy, open }: Finding): WhatIfResult['indeterminate'][number] {
  const doubts = policy.doubts.filter(({ part }) => part !== 'session');
  return {
    id: policy.id,
    missing: open,
    unknown: doubts.map(({ path, value }) => `${path}: ${value}`),
  };
}

/**
 * Workload identities that policies reach: service principals of the tenant itself, not managed identities
 * (https://learn.microsoft.com/entra/identity/conditional-access/workload-identity). One that is not listed is taken to be.
 */
function governance({ servicePrincipals, organization }: Snapshot): (id: string) => Truth {
  const byId = new Map((servicePrincipals ?? []).map((principal) => [principal.id, principal]));
  return (id) => {
    const principal = byId.get(id);
    const owner = principal?.appOwnerOrganizationId;
    const isForeign = owner !== undefined && organization?.id !== undefined && owner !== organization.id;
    return principal?.servicePrincipalType === 'ManagedIdentity' || isForeign ? NO : YES;
  };
}

/** Whether parsed JSON is a question. */
export function isWhatIfCase(value: unknown): value is JsonObject & WhatIfCase {
  return isJsonObject(value) && isJsonObject(value['snapshot']) && isJsonObject(value['request']);
}
