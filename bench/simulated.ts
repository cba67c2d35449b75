import { text, type JsonObject } from '#kernel/json.js';
import { Child } from './processes/child.js';
import { FAULTS, type TenantSpec } from './tenants.js';

/** Memory for a tenant of a million accounts, in MiB. */
const HEAP_MIB = 12_288;

/** Where the simulated tenant is and who may read it. */
export interface SimulatedPlace {
  readonly https: string;
  readonly caFile: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tenantId: string;
  /** A small tenant at the same address, to warm up on. */
  readonly warmUpTenantId: string;
}

/** What reached the simulated Graph. */
export interface Counted {
  readonly requests: number;
  readonly batchItems: number;
  readonly throttled: number;
}

/** The simulated tenant in a process of its own. */
export class Simulated {
  private constructor(
    private readonly child: Child,
    readonly place: SimulatedPlace,
  ) {}

  static async start(tenant: TenantSpec): Promise<Simulated> {
    const child = new Child('simulator-process', [`--max-old-space-size=${HEAP_MIB}`]);
    const ready = await child.ask('start', tenant);
    const names = ['https', 'caFile', 'clientId', 'clientSecret', 'tenantId', 'warmUpTenantId'] as const;
    const place = Object.fromEntries(names.map((name) => [name, text(ready[name])]));
    return new Simulated(child, place as unknown as SimulatedPlace);
  }

  /** Counts from nothing again. */
  async reset(): Promise<void> {
    await this.child.ask('reset');
  }

  async count(): Promise<Counted> {
    return (await this.child.ask('count')) as unknown as Counted;
  }

  /** Lets requests fail as `FAULTS` says, beginning with the same random numbers each time, or not any more. */
  async fail(on: boolean): Promise<void> {
    await this.child.ask('faults', on ? FAULTS : {});
  }

  /** Changes a share of the accounts and of the memberships. */
  change(share: number): Promise<JsonObject> {
    return this.child.ask('change', { share });
  }

  end(): Promise<void> {
    return this.child.end();
  }
}
