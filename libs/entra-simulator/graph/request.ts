import type { JsonObject } from '#kernel/json.js';
import type { FaultPlan, GraphCaller, SimulatorContext } from '../model.js';
import type { TenantStore } from '../tenant/tenant-store.js';

/** One Graph read, already authorised: a request of its own or an item of a batch. */
export interface GraphRead {
  readonly context: SimulatorContext;
  readonly store: TenantStore;
  readonly faults: FaultPlan | undefined;
  readonly caller: GraphCaller;
  /** Path below the version, in the form that routes know; `/me` is the user who signed in. */
  readonly path: string;
  /** The same with `/me` as the client wrote it. */
  readonly asked: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** `https://host:port/v1.0`, as the client wrote it. */
  readonly base: string;
  readonly body: string;
  readonly method: string;
}

/** Whether the request asked for eventual consistency. */
export function isEventual(read: GraphRead): boolean {
  return read.headers['consistencylevel']?.toLowerCase() === 'eventual';
}

/** The context link of a collection, with its selection. */
export function contextOf(read: GraphRead, name: string, select?: readonly string[]): string {
  const selection = select === undefined ? '' : `(${select.join(',')})`;
  return `${read.base}/$metadata#${name}${selection}`;
}

/** A list in Graph's envelope. */
export function envelope(
  context: string,
  value: readonly JsonObject[],
  links: { readonly nextLink?: string; readonly deltaLink?: string; readonly count?: number },
): JsonObject {
  return {
    '@odata.context': context,
    ...(links.count === undefined ? {} : { '@odata.count': links.count }),
    ...(links.nextLink === undefined ? {} : { '@odata.nextLink': links.nextLink }),
    ...(links.deltaLink === undefined ? {} : { '@odata.deltaLink': links.deltaLink }),
    value,
  };
}
