import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { GraphCaller, SimulatedRequest, SimulatedResponse, SimulatorContext } from '../model.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import { badRequest, GraphFault, type GraphErrorReply } from './errors.js';
import { authorize } from './permissions.js';
import type { GraphRead } from './request.js';
import { failure, idsOf, success, type ExchangeIds } from './respond.js';
import { answerRead } from './routes.js';
import { costOf, type Throttle } from './throttle.js';

const VERSION = '/v1.0';
const BATCH_MAX = 20;

/** One tenant as Graph knows it. */
export interface GraphTenant {
  readonly store: TenantStore;
  readonly throttle: Throttle;
}

/** Checks a bearer token; a text says what is wrong with it. */
export type TokenCheck = (token: string) => Promise<GraphCaller | string>;

/** Microsoft Graph v1.0 over simulated tenants. */
export class GraphService {
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
    if (typeof caller === 'string') return failure(unauthenticated(caller, request), ids, this.context.clock);
    const tenant = this.tenants.get(caller.tenantId);
    if (tenant === undefined)
      return failure(unauthenticated('Unknown tenant.', request), ids, this.context.clock);
    return this.withFaults(tenant, ids, () => this.answer(request, caller, tenant, ids));
  }

  private withFaults(
    tenant: GraphTenant,
    ids: ExchangeIds,
    answer: () => SimulatedResponse,
  ): SimulatedResponse {
    const fault = tenant.throttle.fault();
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
    const path = pathOf(request.url.pathname.slice(VERSION.length));
    try {
      if (path === '/$batch') {
        if (request.method !== 'POST') throw badRequest('Batch requests must be POST.');
        const body: Json = { responses: this.batch(request.body, at) };
        return success({ status: 200, body, headers: { 'x-no-resource-unit': '1' } }, ids, 0);
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
    const { tenant, caller } = at;
    const units = costOf(part.path, part.query);
    try {
      tenant.throttle.charge(part.path, units, tenant.store.users.size);
      authorize(part.path, caller);
      return success(answerRead(this.read(part, at)), ids, units);
    } catch (error) {
      return this.fail(error, ids);
    }
  }

  private read(part: RequestPart, at: Situation): GraphRead {
    return {
      context: this.context,
      store: at.tenant.store,
      faults: at.tenant.throttle.faults,
      caller: at.caller,
      segments: part.path.split('/').filter((segment) => segment !== ''),
      headers: at.headers,
      base: at.base,
      ...part,
    };
  }

  private batch(body: string, at: Situation): readonly JsonObject[] {
    const items = parseBatch(body);
    const answers = items.map((item) => {
      const url = new URL(`${at.base}${item.url}`);
      const ids = idsOf({});
      const part = {
        method: item.method,
        path: pathOf(item.url.split('?', 1)[0] ?? ''),
        query: url.searchParams,
        body: '',
      };
      const answer = this.single(part, { ...at, headers: item.headers }, ids);
      return batchAnswer(item.id, answer);
    });
    // Graph promises no order; the last comes first so that nobody relies on one.
    return answers.reverse();
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

interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `/users/delta()` and a trailing slash mean what they mean without. */
function pathOf(path: string): string {
  return decodeURIComponent(path)
    .replace(/microsoft\.graph\.delta(\(\))?$/, 'delta')
    .replace(/\(\)$/, '')
    .replace(/(?<=.)\/$/, '');
}

function parseBatch(body: string): readonly BatchPart[] {
  const requests = requestsOf(body);
  if (requests.length === 0 || requests.length > BATCH_MAX) {
    throw badRequest(`Number of batch requests must be between 1 and ${BATCH_MAX}.`);
  }
  const parts = requests.map(toPart);
  const ids = new Set(parts.map((part) => part.id.toLowerCase()));
  if (ids.size !== parts.length) throw badRequest('Request ids must be unique within a batch.');
  return parts;
}

function requestsOf(body: string): readonly Json[] {
  try {
    const parsed = JSON.parse(body) as Json;
    const requests = isJsonObject(parsed) ? parsed['requests'] : undefined;
    if (Array.isArray(requests)) return requests as readonly Json[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest('Invalid batch payload format.');
}

function toPart(item: Json): BatchPart {
  const { id, method, url, headers } = isJsonObject(item) ? item : {};
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw badRequest('Invalid batch payload format.');
  }
  const entries = isJsonObject(headers ?? null) ? Object.entries(headers as JsonObject) : [];
  const lower = entries.map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? value : '']);
  return {
    id,
    method: method.toUpperCase(),
    url: url.startsWith('/') ? url : `/${url}`,
    headers: Object.fromEntries(lower) as Record<string, string>,
  };
}

function batchAnswer(id: string, answer: SimulatedResponse): JsonObject {
  const names: Readonly<Record<string, string>> = {
    'cache-control': 'Cache-Control',
    'odata-version': 'OData-Version',
    'content-type': 'Content-Type',
    'retry-after': 'Retry-After',
    'x-ms-resource-unit': 'x-ms-resource-unit',
  };
  const headers = Object.entries(answer.headers)
    .filter(([name]) => names[name] !== undefined)
    .map(([name, value]) => [names[name], value]);
  const isText = answer.headers['content-type'] === 'text/plain';
  const body = isText ? answer.body : (JSON.parse(answer.body) as Json);
  return { id, status: answer.status, headers: Object.fromEntries(headers) as JsonObject, body };
}

/** Source: recorded 401 answers of Graph. */
function unauthenticated(message: string, request: SimulatedRequest): GraphErrorReply {
  const authority = `${request.url.origin}/common/oauth2/authorize`;
  const challenge = `realm="", authorization_uri="${authority}", client_id="00000003-0000-0000-c000-000000000000"`;
  return {
    status: 401,
    code: 'InvalidAuthenticationToken',
    message,
    headers: { 'www-authenticate': `Bearer ${challenge}` },
  };
}
