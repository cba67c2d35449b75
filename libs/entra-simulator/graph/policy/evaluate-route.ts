import type { Json, JsonObject } from '#kernel/json.js';
import { evaluate } from '../../policy-evaluate/evaluate.js';
import { parseSignIn, SignInError, type SignIn } from '../../policy-evaluate/sign-in.js';
import { worldOf, type EvaluationWorld } from '../../policy-evaluate/world.js';
import { badRequest, notFound, type GraphReply } from '../errors.js';
import { contextOf, type GraphRead } from '../request.js';
import { route, type Route } from '../routing.js';

/** What can be asked of policies by POST, without a change. */
export const POLICY_POSTS: readonly Route[] = [route('/identity/conditionalAccess/evaluate', answerEvaluate)];

function answerEvaluate(read: GraphRead): GraphReply {
  const world = worldOf(read.store);
  const signIn = signInOf(read);
  requireIdentity(world, signIn);
  const policies = read.store.policies.collection('conditionalAccessPolicies').values();
  const value: readonly JsonObject[] = evaluate(world, policies, signIn);
  const context = contextOf(read, 'Collection(microsoft.graph.whatIfAnalysisResult)');
  return { status: 200, body: { '@odata.context': context, value } };
}

function signInOf(read: GraphRead): SignIn {
  try {
    return parseSignIn(JSON.parse(read.body) as Json);
  } catch (error) {
    if (error instanceof SignInError) throw badRequest(error.message);
    if (error instanceof SyntaxError) throw badRequest('Unable to read JSON request payload.');
    throw error;
  }
}

function requireIdentity(world: EvaluationWorld, { identity }: SignIn): void {
  if (identity.kind === 'servicePrincipal') {
    if (world.servicePrincipal(identity.servicePrincipalId) === undefined)
      throw notFound(identity.servicePrincipalId);
    return;
  }
  const { userId } = identity;
  if (userId !== undefined && world.user(userId) === undefined) throw notFound(userId);
}
