import type { SignIn } from '../evaluation/sign-in.js';
import { NO, truthOf, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { Dimension, Policy } from '../model/policy.js';
import { doubtful, matched, type Condition } from './condition.js';

/** Client apps that cannot do MFA nor send the state of a device. */
export const LEGACY_CLIENTS: readonly string[] = ['exchangeActiveSync', 'easSupported', 'other'];

/**
 * Client apps: empty or `all` is every client; `easSupported` is Exchange ActiveSync on supported platforms
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions#client-apps).
 */
export function compileClientApps(policy: Policy): Condition | undefined {
  const types = policy.conditions.clientAppTypes;
  if (types.length === 0 || types.includes('all')) return undefined;
  const known = new Set(types);
  if (known.has('exchangeActiveSync')) known.add('easSupported');
  const doubts = doubtful(policy, 'clientApps');
  return ({ clientApp }) =>
    clientApp === undefined ? UNKNOWN : matched(truthOf(known.has(clientApp)), NO, doubts);
}

/** A platform that Entra could not tell from the user agent. */
export const UNKNOWN_PLATFORM = 'unknown';

/**
 * Device platforms. The platform comes from the user agent and is not verified: one that is not known matches only `all` and
 * never an exclusion
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-conditions#device-platforms).
 */
export function compilePlatforms(policy: Policy): Condition | undefined {
  const { platforms } = policy.conditions;
  if (platforms === undefined) return undefined;
  const include = new Set(platforms.includePlatforms);
  const exclude = new Set(platforms.excludePlatforms);
  const doubts = doubtful(policy, 'devicePlatform');
  const includesAll = include.size === 0 || include.has('all');
  return ({ platform }) => {
    const missing = platform === undefined;
    const included = includesAll ? YES : missing ? UNKNOWN : truthOf(include.has(platform));
    const excluded = exclude.has('all') || (!missing && exclude.has(platform));
    return matched(included, truthOf(excluded), doubts);
  };
}

type Risk = 'signInRisk' | 'userRisk' | 'insiderRisk' | 'servicePrincipalRisk';

/** A risk: any level of the list; an empty list asks nothing. */
function compileRisk(
  policy: Policy,
  part: Risk & Dimension,
  levels: readonly string[],
): Condition | undefined {
  const doubts = doubtful(policy, part);
  if (levels.length === 0 && !doubts.all) return undefined;
  const known = new Set(levels);
  return (signIn: SignIn): Truth => {
    const level = signIn[part];
    if (part === 'servicePrincipalRisk' && signIn.subject.kind === 'user') return matched(NO, NO, doubts);
    return level === undefined || level === 'hidden'
      ? UNKNOWN
      : matched(truthOf(known.has(level) || levels.length === 0), NO, doubts);
  };
}

/** The conditions on risk that a policy has, by the part they belong to. */
export function compileRisks(policy: Policy): readonly (readonly [Risk, Condition])[] {
  const { conditions } = policy;
  const lists: Readonly<Record<Risk, readonly string[]>> = {
    signInRisk: conditions.signInRiskLevels,
    userRisk: conditions.userRiskLevels,
    insiderRisk: conditions.insiderRiskLevels,
    servicePrincipalRisk: [...conditions.servicePrincipalRiskLevels, ...conditions.agentIdRiskLevels],
  };
  return RISKS.flatMap((risk) => {
    const condition = compileRisk(policy, risk, lists[risk]);
    return condition === undefined ? [] : [[risk, condition] as const];
  });
}

const RISKS: readonly Risk[] = ['signInRisk', 'userRisk', 'insiderRisk', 'servicePrincipalRisk'];

/** Authentication flows: where a policy names some, it applies to these only. */
export function compileFlows(policy: Policy): Condition | undefined {
  const methods = policy.conditions.transferMethods;
  const doubts = doubtful(policy, 'authenticationFlow');
  if (methods.length === 0 && !doubts.all) return undefined;
  const known = new Set(methods);
  return ({ flow }) => {
    if (flow === undefined) return UNKNOWN;
    return matched(truthOf(known.has(flow) || methods.length === 0), NO, doubts);
  };
}
