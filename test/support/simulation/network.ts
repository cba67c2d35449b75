import type { EventClock } from '#kernel/event-clock.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { Transport, TransportAnswer, TransportRequest } from '#graph/transport.js';
import type { SimulatedResponse } from '#simulator/model.js';
import type { GraphService } from '#simulator/graph/graph-service.js';
import type { SimulatedProcess } from './process.js';

/** What can happen to a request on its way; rates are shares of the requests. */
export interface NetworkFaults {
  /** Shortest and longest time of a request. */
  readonly latencyMs: readonly [number, number];
  readonly reset: number;
  /** The answer never comes; the transport gives up after a minute. */
  readonly hang: number;
  /** An answer that is torn, no JSON, or JSON of another shape. */
  readonly malformed: number;
  readonly expiredPageToken: number;
  /** One item of a batch fails, or its answer is missing. */
  readonly batchItem: number;
  /** Exactly one request, counted from 1 since these faults are in force, is answered with this status. */
  readonly nth?: { readonly at: number; readonly status: number };
}

/** A network without faults. */
export const QUIET_NETWORK: NetworkFaults = {
  latencyMs: [20, 60],
  reset: 0,
  hang: 0,
  malformed: 0,
  expiredPageToken: 0,
  batchItem: 0,
};

const TIMEOUT_MS = 60_000;

/** What stands between a process and the simulated Graph. */
export interface Wire {
  readonly clock: EventClock;
  readonly graph: GraphService;
  readonly random: Random;
  readonly faults: () => NetworkFaults;
  /** Counts a request; answers how many there were since the faults in force began. */
  readonly count: () => number;
}

/** A transport over simulated time: half of the latency before Graph looks at the tenant, half after. */
export function simulatedTransport(wire: Wire, process: SimulatedProcess): Transport {
  return (request) => process.operation(() => deliver(wire, request));
}

async function deliver(wire: Wire, request: TransportRequest): Promise<TransportAnswer> {
  const { clock, random } = wire;
  const faults = wire.faults();
  const half = random.integer(faults.latencyMs[0], faults.latencyMs[1]) / 2;
  await clock.sleep(half, request.signal);
  if (random.next() < faults.hang) {
    await clock.sleep(TIMEOUT_MS, request.signal);
    throw new Error('headers timeout');
  }
  if (wire.count() === faults.nth?.at) return failure(faults.nth.status);
  if (random.next() < faults.reset) throw new Error('socket hang up');
  const pageOfList = request.url.includes('$skiptoken') && !request.url.includes('/delta');
  if (pageOfList && random.next() < faults.expiredPageToken) return EXPIRED_PAGE_TOKEN;
  const response = await clock.during(() =>
    wire.graph.handle({
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: request.body ?? '',
    }),
  );
  await clock.sleep(half, request.signal);
  return damage(wire, faults, request, response);
}

function damage(
  { random }: Wire,
  faults: NetworkFaults,
  request: TransportRequest,
  response: SimulatedResponse,
): TransportAnswer {
  if (response.transport === 'reset' || response.transport === 'truncate')
    throw new Error('other side closed');
  const { status, headers, body } = response;
  if (status === 200 && random.next() < faults.malformed) {
    return {
      status,
      headers,
      body: random.pick(['', body.slice(0, body.length / 2), '<html>', '{"value":7}', '{"value":[{}]}']),
    };
  }
  if (!request.url.endsWith('/$batch') || random.next() >= faults.batchItem) return { status, headers, body };
  return { status, headers, body: damageItem(random, body) };
}

function damageItem(random: Random, body: string): string {
  const parsed = JSON.parse(body) as JsonObject;
  const responses = Array.isArray(parsed['responses']) ? (parsed['responses'] as readonly Json[]) : [];
  const victim = random.integer(0, Math.max(0, responses.length - 1));
  const damaged = responses.flatMap((item, n) => {
    if (n !== victim || !isJsonObject(item)) return [item];
    const failures: readonly Json[][] = [
      [],
      [
        {
          id: item['id'] ?? null,
          status: 429,
          headers: { 'Retry-After': '2' },
          body: errorBody('TooManyRequests'),
        },
      ],
      [{ id: item['id'] ?? null, status: 429, headers: {}, body: errorBody('TooManyRequests') }],
      [{ id: item['id'] ?? null, status: 503, headers: {}, body: errorBody('serviceNotAvailable') }],
      [{ id: item['id'] ?? null, status: 200, headers: {}, body: { value: [{}] } }],
    ];
    return random.pick(failures);
  });
  return JSON.stringify({ responses: damaged });
}

function errorBody(code: string): Json {
  return { error: { code, message: code } };
}

function failure(status: number): TransportAnswer {
  return { status, headers: {}, body: JSON.stringify(errorBody(`Simulated_${status}`)) };
}

const EXPIRED_PAGE_TOKEN: TransportAnswer = {
  status: 400,
  headers: {},
  body: JSON.stringify({
    error: { code: 'Directory_ExpiredPageToken', message: 'The page token has expired.' },
  }),
};
