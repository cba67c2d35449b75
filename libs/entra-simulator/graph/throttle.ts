import { createRandom, type Random } from '#kernel/random.js';
import type { FaultPlan, SimulatorContext, ThrottleOptions } from '../model.js';
import { budgetsOf, type Budget, type Charge } from './budgets.js';
import { GraphFault, type GraphErrorReply } from './errors.js';
import { IDLE, percentageOf, type Load } from './load.js';
import { throttled, wordsFor } from './throttled.js';

/** What is left of one budget. */
interface Level {
  level: number;
  atMs: number;
  /** What was refused and not yet forgiven; it says how far over the limit an app is. */
  refused: number;
}

/** Levels by budget and owner. */
export type Levels = Map<string, Level>;

const DEFAULTS: ThrottleOptions = {
  limitPercentage: false,
  loadFactorMax: 9,
  selectDiscount: 'documented',
  failedRequests: 'charged',
  retryAfter: 'seconds',
};

/** Enforces budgets and injects faults. */
export class Throttle {
  readonly #levels: Levels = new Map();
  #random: Random;
  #requests = 0;
  #faults: FaultPlan | undefined;
  #options: ThrottleOptions;

  /** `shared` holds the budgets that an app has for all tenants together. */
  constructor(
    private readonly context: SimulatorContext,
    private readonly shared: Levels = new Map<string, Level>(),
  ) {
    this.#faults = context.options.faults;
    this.#random = createRandom(`faults ${this.#faults?.seed ?? 0}`);
    this.#options = { ...DEFAULTS, ...context.options.throttling };
  }

  /** The faults in force. */
  get faults(): FaultPlan | undefined {
    return this.#faults;
  }

  /** How throttling behaves where sources disagree. */
  get options(): ThrottleOptions {
    return this.#options;
  }

  /** Changes how throttling behaves from now on. */
  configure(options: Partial<ThrottleOptions>): void {
    this.#options = { ...this.#options, ...options };
  }

  /** Changes the faults from now on. */
  use(faults: FaultPlan | undefined): void {
    this.#faults = faults;
    this.#requests = 0;
    this.#random = createRandom(`faults ${faults?.seed ?? 0}`);
  }

  /** Charges a request to every budget that it concerns. @throws GraphFault 429 when one is used up */
  charge(charge: Charge): Load {
    if (!this.context.options.throttle) return IDLE;
    const due = budgetsOf(charge).map(([budget, price]) => ({
      budget,
      price,
      capacity: budget.capacity(charge.size),
      level: this.levelOf(budget, charge),
    }));
    const short = due.find(({ level, price }) => level.level < price);
    if (short !== undefined) {
      short.level.refused += short.price;
      throw new GraphFault(this.refusal(short, charge));
    }
    for (const { level, price } of due) level.level -= price;
    const directory = due.filter(({ budget }) => budget.refusal === 'directory');
    return { usage: Math.max(0, ...directory.map(({ level, capacity }) => 1 - level.level / capacity)) };
  }

  /** Gives back what a failed request took, where failures cost nothing. */
  refund(charge: Charge): void {
    if (!this.context.options.throttle) return;
    for (const [budget, price] of budgetsOf(charge)) this.levelOf(budget, charge).level += price;
  }

  /** The fault that hits the next request, if any. */
  fault(path: string): GraphErrorReply | 'reset' | 'truncate' | 'slow' | undefined {
    const plan = this.#faults;
    if (plan === undefined) return undefined;
    this.#requests += 1;
    const planned = plan.failNth.find((failure) => failure.n === this.#requests);
    if (planned !== undefined) return errorFor(planned.status, plan, path);
    const drawn = this.#random.next();
    let threshold = 0;
    for (const [kind, rate] of Object.entries(plan.rate)) {
      threshold += rate;
      if (drawn < threshold)
        return kind === 'reset' || kind === 'truncate' || kind === 'slow'
          ? kind
          : errorFor(Number(kind), plan, path);
    }
    return undefined;
  }

  private levelOf(budget: Budget, charge: Charge): Level {
    const levels = budget.scope === 'app' ? this.shared : this.#levels;
    const key = budget.scope === 'tenant' ? budget.name : `${budget.name} ${charge.appId}`;
    const now = this.context.clock.now().getTime();
    const capacity = budget.capacity(charge.size);
    const known = levels.get(key) ?? { level: capacity, atMs: now, refused: 0 };
    const filled = ((now - known.atMs) * capacity) / budget.refillMs;
    known.level = Math.min(capacity, known.level + filled);
    known.refused = Math.max(0, known.refused - filled);
    known.atMs = now;
    levels.set(key, known);
    return known;
  }

  private refusal(
    short: {
      readonly budget: Budget;
      readonly price: number;
      readonly capacity: number;
      readonly level: Level;
    },
    charge: Charge,
  ): GraphErrorReply {
    const { budget, price, capacity, level } = short;
    const waitMs = ((price - level.level) * budget.refillMs) / capacity;
    return throttled({
      words: budget.refusal,
      seconds: Math.max(1, Math.ceil(waitMs / 1_000)),
      retryAfter: this.#faults?.retryAfter ?? this.#options.retryAfter,
      budget: { scope: budget.scope, charge },
      ...(this.#options.limitPercentage ? { percentage: percentageOf(1 + level.refused / capacity) } : {}),
    });
  }
}

function errorFor(status: number, plan: FaultPlan, path: string): GraphErrorReply {
  if (status === 429) return throttled({ words: wordsFor(path), seconds: 1, retryAfter: plan.retryAfter });
  const code = status === 503 ? 'serviceNotAvailable' : status === 504 ? 'gatewayTimeout' : 'UnknownError';
  return { status, code, message: 'The service is temporarily unavailable. Please retry later.' };
}
