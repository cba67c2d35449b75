import { createRandom, type Random } from '#kernel/random.js';
import type { FaultPlan, SimulatorContext } from '../model.js';
import { GraphFault, type GraphErrorReply } from './errors.js';

interface Rule {
  readonly budget: string;
  readonly path: RegExp;
  readonly capacity: number;
  readonly perMs: number;
}

/** Budgets apart from resource units. Source: https://learn.microsoft.com/graph/throttling-limits */
const RULES: readonly Rule[] = [
  {
    budget: 'policy',
    path: /^\/(identity\/conditionalAccess|identityProtection)/,
    capacity: 1,
    perMs: 1 / 1_000,
  },
  { budget: 'reports', path: /^\/(auditLogs|reports)/, capacity: 5, perMs: 5 / 10_000 },
];

const UNITS_PER_10_S = { S: 3_500, M: 5_000, L: 8_000 } as const;

/** Costs of requests in resource units, documented; everything else costs 1. */
const COSTS: readonly (readonly [RegExp, number])[] = [
  [/^\/groups\/[^/]+\/transitiveMembers/, 5],
  [/^\/directoryObjects\/getByIds/, 5],
  [/^\/groups\/[^/]+\/members/, 3],
  [/^\/(contacts|subscribedSkus)/, 3],
  [/\/(memberOf|transitiveMemberOf|ownedObjects|licenseDetails)/, 2],
  [/^\/users\/delta/, 1],
  [/^\/(users|applications|oauth2PermissionGrants)/, 2],
];

/** Resource units of one request. */
export function costOf(path: string, query: URLSearchParams): number {
  const base = COSTS.find(([pattern]) => pattern.test(path))?.[1] ?? 1;
  const small = Number(query.get('$top') ?? '100') < 20 ? 1 : 0;
  const cost = base - (query.has('$select') ? 1 : 0) - small + (query.has('$expand') ? 1 : 0);
  return Math.max(1, cost);
}

/** Enforces budgets and injects faults. */
export class Throttle {
  readonly #levels = new Map<string, { level: number; atMs: number }>();
  #random: Random;
  #requests = 0;
  #faults: FaultPlan | undefined;

  constructor(private readonly context: SimulatorContext) {
    this.#faults = context.options.faults;
    this.#random = createRandom(`faults ${this.#faults?.seed ?? 0}`);
  }

  /** The faults in force. */
  get faults(): FaultPlan | undefined {
    return this.#faults;
  }

  /** Changes the faults from now on. */
  use(faults: FaultPlan | undefined): void {
    this.#faults = faults;
    this.#requests = 0;
    this.#random = createRandom(`faults ${faults?.seed ?? 0}`);
  }

  /** Charges a request. @throws GraphFault 429 when a budget is used up */
  charge(path: string, units: number, size: number): void {
    if (!this.context.options.throttle) return;
    const rule = RULES.find((candidate) => candidate.path.test(path));
    if (rule !== undefined) {
      this.take(rule.budget, rule, 1);
      return;
    }
    const capacity = UNITS_PER_10_S[size > 500 ? 'L' : size >= 50 ? 'M' : 'S'];
    this.take('units', { capacity, perMs: capacity / 10_000 }, units);
  }

  /** The fault that hits the next request, if any. */
  fault(): GraphErrorReply | 'reset' | 'truncate' | 'slow' | undefined {
    const plan = this.#faults;
    if (plan === undefined) return undefined;
    this.#requests += 1;
    const planned = plan.failNth.find((failure) => failure.n === this.#requests);
    if (planned !== undefined) return errorFor(planned.status, plan);
    const drawn = this.#random.next();
    let threshold = 0;
    for (const [kind, rate] of Object.entries(plan.rate)) {
      threshold += rate;
      if (drawn < threshold)
        return kind === 'reset' || kind === 'truncate' || kind === 'slow'
          ? kind
          : errorFor(Number(kind), plan);
    }
    return undefined;
  }

  private take(
    name: string,
    rule: { readonly capacity: number; readonly perMs: number },
    units: number,
  ): void {
    const now = this.context.clock.now().getTime();
    const bucket = this.#levels.get(name) ?? { level: rule.capacity, atMs: now };
    const level = Math.min(rule.capacity, bucket.level + (now - bucket.atMs) * rule.perMs);
    this.#levels.set(name, { level: level < units ? level : level - units, atMs: now });
    if (level >= units) return;
    const waitMs = (units - level) / rule.perMs;
    throw new GraphFault(throttled(Math.max(1, Math.ceil(waitMs / 1_000)), this.#faults?.retryAfter));
  }
}

function errorFor(status: number, plan: FaultPlan): GraphErrorReply {
  if (status === 429) return throttled(1, plan.retryAfter);
  const code = status === 503 ? 'serviceNotAvailable' : status === 504 ? 'gatewayTimeout' : 'UnknownError';
  return { status, code, message: 'The service is temporarily unavailable. Please retry later.' };
}

/** The words of the directory, and the headers that Graph documents. Source: https://learn.microsoft.com/graph/throttling */
function throttled(seconds: number, form: FaultPlan['retryAfter'] | undefined): GraphErrorReply {
  const retryAfter = form === 'fraction' ? (seconds - 0.5).toFixed(3) : String(seconds);
  return {
    status: 429,
    code: 'TooManyRequests',
    message:
      'Too many requests from Identifier:simulated under category:aadgraph.app.tenant_large. Please try again later.',
    headers: {
      ...(form === 'absent' ? {} : { 'retry-after': retryAfter }),
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      'x-ms-throttle-scope': 'Tenant_Application/ReadWrite',
    },
  };
}
