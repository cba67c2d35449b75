import type { Json } from '#kernel/json.js';
import type { GraphCaller, SimulatedRequest, SimulatedResponse, SimulatorContext } from '../model.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { answerBatch, parseBatch, type BatchPart } from './batch.js';
import type { Charge } from './budgets.js';
import { unauthenticated } from './challenge.js';
import { costOf, isMetered } from './costs.js';
import { badRequest, GraphFault } from './errors.js';
import { underLoad } from './load.js';
import { PathFaults } from './path-faults.js';
import { pathOf } from './paths.js';
import { authorize } from './permissions.js';
import type { GraphRead } from './request.js';
import { failure, idsOf, success, type ExchangeIds } from './respond.js';
import { answerRead, withKnownSegments } from './routes.js';
import type { Throttle } from './throttle.js';

const VERSION = '/v1.0';

/** One tenant as Graph knows it. */
export interface GraphTenant {
  readonly store: TenantStore;
  readonly throttle: Throttle;
}

/** Checks a bearer token; a text says what is wrong with it. */
export type TokenCheck = (token: string) => Promise<GraphCaller | string>;

/** Microsoft Graph v1.0 over simulated tenants. */
export class GraphService {
  readonly #pathFaults = new PathFaults();

  constructor(
    private readonly context: SimulatorContext,
    private readonly tenants: ReadonlyMap<string, GraphTenant>,
    private readonly check: TokenCheck,
  ) {}

  /** Answers one HTTP request below `/v1.0`. */
  async handle(request: SimulatedRequest): Promise<SimulatedResponse> {
    const ids = idsOf(request.headers);
    const bearer = /^Bearer (?<token>.+)$/i.exec(request.headers['authorization'] ?? '')?.groups?.['token'];
    const caller = bearer === undefined ? 'Access token is empty.' : await this.check(bearer);
    const tenant = typeof caller === 'string' ? undefined : this.tenants.get(caller.tenantId);
    if (typeof caller === 'string' || tenant === undefined) {
      const message = typeof caller === 'string' ? caller : 'Unknown tenant.';
      return failure(unauthenticated(message, request, this.context.clock), ids, this.context.clock);
    }
    const { pathname } = request.url;
    return this.withFaults(tenant, pathname.slice(VERSION.length), ids, () =>
      this.answer(request, caller, tenant, ids),
    );
  }

  private withFaults(
    tenant: GraphTenant,
    path: string,
    ids: ExchangeIds,
    answer: () => SimulatedResponse,
  ): SimulatedResponse {
    const fault = tenant.throttle.fault(path);
    if (fault === 'reset') return { status: 0, headers: {}, body: '', transport: 'reset' };
    if (fault === 'truncate') return { ...answer(), transport: 'truncate' };
    if (fault === 'slow') return { ...answer(), transport: 'slow' };
    return fault === undefined ? answer() : failure(fault, ids, this.context.clock);
  }

  private answer(
    request: SimulatedRequest,
    caller: GraphCaller,
    tenant: GraphTenant,
    ids: ExchangeIds,
  ): SimulatedResponse {
    const base = `${request.url.origin}${VERSION}`;
    const at = { base, caller, tenant, headers: request.headers };
    try {
      const path = withKnownSegments(pathOf(request.url.pathname.slice(VERSION.length)));
      if (path === '/$batch') {
        if (request.method !== 'POST') throw badRequest('Batch requests must be POST.');
        return this.batch(request.body, at, ids);
      }
      return this.single(
        { method: request.method, path, query: request.url.searchParams, body: request.body },
        at,
        ids,
      );
    } catch (error) {
      return this.fail(error, ids);
    }
  }

  private single(part: RequestPart, at: Situation, ids: ExchangeIds): SimulatedResponse {
    const { throttle } = at.tenant;
    const charge = chargeOf(part, at);
    try {
      const load = throttle.charge(charge);
      const answer = this.attempt(part, at, charge, ids);
      return underLoad(answer, load, throttle.options, this.context.options.latencyMs);
    } catch (error) {
      return this.fail(error, ids);
    }
  }

  private attempt(part: RequestPart, at: Situation, charge: Charge, ids: ExchangeIds): SimulatedResponse {
    const { throttle } = at.tenant;
    const metered = isMetered(part.path);
    try {
      this.#pathFaults.check(part.path, throttle.faults?.failPaths ?? []);
      authorize(part.path, at.caller);
      return success(answerRead(this.read(part, at)), ids, metered ? charge.units : undefined);
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      const free = throttle.options.failedRequests === 'free';
      if (free) throttle.refund(charge);
      const units: Record<string, string> = metered ? { 'x-ms-resource-unit': free ? '0' : '1' } : {};
      const headers = { ...units, ...error.reply.headers };
      return failure({ ...error.reply, headers }, ids, this.context.clock);
    }
  }

  private read(part: RequestPart, at: Situation): GraphRead {
    const path = part.path.replace(/^\/me(?=\/|$)/, `/users/${at.caller.userId ?? ''}`);
    return {
      context: this.context,
      store: at.tenant.store,
      faults: at.tenant.throttle.faults,
      caller: at.caller,
      segments: path.split('/').filter((segment) => segment !== ''),
      headers: at.headers,
      base: at.base,
      ...part,
      path,
      asked: part.path,
    };
  }

  private batch(body: string, at: Situation, ids: ExchangeIds): SimulatedResponse {
    const { responses, delayMs } = answerBatch(
      parseBatch(body),
      (part) => this.item(part, at),
      () => failure(FAILED_DEPENDENCY, idsOf({}), this.context.clock),
    );
    const answered: Json = { responses };
    return { ...success({ status: 200, body: answered }, ids, undefined), delayMs };
  }

  private item({ method, url, headers, body }: BatchPart, at: Situation): SimulatedResponse {
    const itemIds = idsOf(headers);
    try {
      const path = withKnownSegments(pathOf(url.split('?', 1)[0] ?? ''));
      const { searchParams: query } = new URL(`${at.base}${url}`);
      return this.single({ method, path, query, body }, { ...at, headers }, itemIds);
    } catch (error) {
      return this.fail(error, itemIds);
    }
  }

  private fail(error: unknown, ids: ExchangeIds): SimulatedResponse {
    if (error instanceof GraphFault) return failure(error.reply, ids, this.context.clock);
    throw error;
  }
}

interface RequestPart {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

interface Situation {
  readonly base: string;
  readonly caller: GraphCaller;
  readonly tenant: GraphTenant;
  readonly headers: Readonly<Record<string, string>>;
}

const FAILED_DEPENDENCY = {
  status: 424,
  code: 'FailedDependency',
  message: 'The request failed because a request that it depends on failed.',
};

function chargeOf(part: RequestPart, at: Situation): Charge {
  const { throttle, store } = at.tenant;
  const { path, query } = part;
  return {
    path,
    query,
    units: costOf(path, query, throttle.options.selectDiscount),
    size: store.users.size,
    appId: at.caller.appId,
    tenantId: store.tenantId,
  };
}
