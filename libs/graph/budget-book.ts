import type { Clock } from '#kernel/clock.js';
import { LocalBucket, type Bucket } from './bucket.js';
import { applicationRule, isOfAllApps, sizeOf, tenantRule, type BudgetRule } from './budgets.js';
import { FairShare } from './fair-share.js';
import { LeasedBucket, type BudgetKey, type BudgetLedger } from './leased-bucket.js';
import type { BudgetName } from './price.js';

const ANY = '*';
/** Buckets that are kept at most; those of tenants that were not read for longest are made anew. */
const BUCKETS_MAX = 5_000;

/**
 * The budgets of every app and tenant that this process reads. With a ledger they are shared with other processes, without
 * one this process is alone.
 */
export class BudgetBook {
  readonly #tenants = new Map<string, Bucket>();
  readonly #applications = new Map<string, FairShare>();
  readonly #users = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly ledger?: BudgetLedger,
  ) {}

  /** Everything that a request of an app in a tenant draws on, the narrowest first. */
  bucketsOf(application: string, tenant: string, budget: BudgetName): readonly Bucket[] {
    const app = isOfAllApps(budget) ? ANY : application;
    const own = this.tenantBucket({ application: app, tenant, budget });
    const rule = applicationRule(budget);
    if (rule === undefined) return [own];
    return [own, this.applicationShare({ application, tenant: ANY, budget }, rule).of(tenant)];
  }

  /** Whether anybody has said how many users a tenant has. */
  isSized(tenant: string): boolean {
    return this.#users.has(tenant);
  }

  /** Says how many users a tenant has, which decides its budget of resource units. */
  size(tenant: string, users: number): void {
    if (this.#users.get(tenant) === users) return;
    this.#users.set(tenant, users);
    for (const [name, bucket] of this.#tenants) {
      if (name.startsWith(`directory ${tenant} `)) bucket.reshape(this.ruleOf(tenant, 'directory'));
    }
  }

  private ruleOf(tenant: string, budget: BudgetName): BudgetRule {
    return tenantRule(budget, sizeOf(this.#users.get(tenant)));
  }

  private tenantBucket(key: BudgetKey): Bucket {
    const name = `${key.budget} ${key.tenant} ${key.application}`;
    const known = this.#tenants.get(name);
    if (known !== undefined) return known;
    const [oldest] = this.#tenants.keys();
    if (this.#tenants.size >= BUCKETS_MAX && oldest !== undefined) this.#tenants.delete(oldest);
    const bucket = this.make(key, this.ruleOf(key.tenant, key.budget));
    this.#tenants.set(name, bucket);
    return bucket;
  }

  private applicationShare(key: BudgetKey, rule: BudgetRule): FairShare {
    const name = `${key.budget} ${key.application}`;
    const share = this.#applications.get(name) ?? new FairShare(this.make(key, rule));
    this.#applications.set(name, share);
    return share;
  }

  private make(key: BudgetKey, rule: BudgetRule): Bucket {
    if (this.ledger === undefined) return new LocalBucket(this.clock, rule);
    return new LeasedBucket(this.clock, this.ledger, key, rule);
  }
}
