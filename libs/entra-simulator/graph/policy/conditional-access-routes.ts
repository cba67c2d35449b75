import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import { GraphFault, notFound, type GraphReply } from '../errors.js';
import type { GraphRead } from '../request.js';
import { route, type Route } from '../routing.js';
import { answerPolicies, answerPolicy, withRelationContext } from './policy-answers.js';

const ID = '([^/]+)';
const ROOT = '/identity/conditionalAccess';
const STRENGTHS =
  '(?:/policies/authenticationStrengthPolicies|/identity/conditionalAccess/authenticationStrength/policies)';

/** What recorded traffic has in context links; the documentation says `conditionalAccess/policies`. */
const POLICIES = 'identity/conditionalAccess/policies';
const LOCATIONS = 'identity/conditionalAccess/namedLocations';
const CONTEXTS = 'identity/conditionalAccess/authenticationContextClassReferences';
const STRENGTH_SET = 'policies/authenticationStrengthPolicies';

/** Conditional Access, its locations, contexts and authentication strengths. */
export const CONDITIONAL_ACCESS_GETS: readonly Route[] = [
  route(`${ROOT}/policies`, (read) =>
    licensed(read, POLICIES, () =>
      answerPolicies(read, POLICIES, lists(read).collection('conditionalAccessPolicies').values(), (policy) =>
        showPolicy(read, policy),
      ),
    ),
  ),
  route(`${ROOT}/policies/${ID}`, (read, [id = '']) =>
    answerPolicy(read, POLICIES, lists(read).collection('conditionalAccessPolicies').get(id), (policy) =>
      showPolicy(read, policy),
    ),
  ),
  route(`${ROOT}/namedLocations`, (read) =>
    licensed(read, LOCATIONS, () =>
      answerPolicies(read, LOCATIONS, lists(read).collection('namedLocations').values()),
    ),
  ),
  route(`${ROOT}/namedLocations/${ID}`, (read, [id = '']) =>
    answerPolicy(read, LOCATIONS, lists(read).collection('namedLocations').get(id)),
  ),
  route(`${ROOT}/authenticationContextClassReferences`, (read) =>
    answerPolicies(read, CONTEXTS, lists(read).collection('authenticationContexts').values()),
  ),
  route(`${ROOT}/authenticationContextClassReferences/${ID}`, (read, [id = '']) =>
    answerPolicy(read, CONTEXTS, lists(read).collection('authenticationContexts').get(id)),
  ),
  route(STRENGTHS, (read) =>
    answerPolicies(
      read,
      STRENGTH_SET,
      lists(read).collection('authenticationStrengthPolicies').values(),
      (strength) => showStrength(read, strength),
    ),
  ),
  route(`${STRENGTHS}/${ID}`, (read, [id = '']) =>
    answerPolicy(
      read,
      STRENGTH_SET,
      lists(read).collection('authenticationStrengthPolicies').get(id),
      (strength) => showStrength(read, strength),
    ),
  ),
  route(`${STRENGTHS}/${ID}/combinationConfigurations`, (read, [id = '']) => {
    const strength = lists(read).collection('authenticationStrengthPolicies').get(id);
    if (strength === undefined) throw notFound(id);
    return answerPolicies(
      read,
      `${STRENGTH_SET}('${id}')/combinationConfigurations`,
      strength['combinationConfigurations'] as unknown as readonly JsonObject[],
    );
  }),
];

function lists(read: GraphRead) {
  return read.store.policies;
}

/**
 * What a tenant without a premium licence answers is documented nowhere: an empty list, or a refusal where the options
 * say so. @throws GraphFault 403
 */
export function licensed(read: GraphRead, name: string, answer: () => GraphReply): GraphReply {
  const { licence, unlicensedPolicyReads } = read.store.options;
  if (licence !== 'free') return answer();
  if (unlicensedPolicyReads !== 'refused') return answerPolicies(read, name, []);
  throw new GraphFault({
    status: 403,
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Neither tenant is B2C or tenant doesn't have premium license",
  });
}

/** Grant controls come with their strength inlined, after its context link. Source: recorded traffic. */
function showPolicy(read: GraphRead, policy: JsonObject): JsonObject {
  const { grantControls } = policy;
  if (!isJsonObject(grantControls) || !('authenticationStrength' in grantControls)) return policy;
  const path = `${POLICIES}('${text(policy['id'])}')/grantControls/authenticationStrength/$entity`;
  const shown = withRelationContext(read, grantControls, 'authenticationStrength', path);
  return { ...policy, grantControls: shown };
}

function showStrength(read: GraphRead, strength: JsonObject): JsonObject {
  const path = `${STRENGTH_SET}('${text(strength['id'])}')/combinationConfigurations`;
  return withRelationContext(read, strength, 'combinationConfigurations', path);
}
