import { Client, ResponseType, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import type { Random } from '#kernel/random.js';
import type { JsonObject } from '#kernel/json.js';
import { classify, parseBody, retryAfterMs, toProblem } from './classify.js';
import type { AccessToken, GraphEndpoint, RequestReceipt, TokenProvider } from './graph-client.js';
import { graphProblems } from './graph.problems.js';
import type { Governor } from './governor.js';
import { budgetOf, patternOf, priceOf, type BudgetName } from './price.js';
import { assertReadOnly, pathBelowVersion } from './read-only.js';
import { ThrottleSense } from './throttle-sense.js';
import type { Transport, TransportAnswer, TransportRequest } from './transport.js';

/** Times that one request is sent at most, and the longest that one may take in all. */
export const ATTEMPTS_MAX = 8;
export const PATIENCE_MS = 10 * 60_000;

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 30_000;

/** What an exchange works with. */
export interface ExchangeParts {
  readonly endpoint: GraphEndpoint;
  readonly tokens: TokenProvider;
  readonly transport: Transport;
  readonly governor: Governor;
  readonly clock: Clock;
  readonly random: Random;
  readonly onRequest: (receipt: RequestReceipt) => void;
}

/** One request of the client. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
  /** Cost in resource units where it is not that of the path: a batch costs what its items cost. */
  readonly units?: number;
}

/** A success: the parsed object (or the plain text of a `/$count`). */
export interface GraphSuccess {
  readonly answer: TransportAnswer;
  readonly body: JsonObject | undefined;
}

/** Refuses whatever could write or leave the configured Graph, before anything is sent. */
class ReadOnlyGuard implements Middleware {
  #next: Middleware | undefined;
  constructor(private readonly endpoint: GraphEndpoint) {}

  async execute(context: Context): Promise<void> {
    assertReadOnly(toTransportRequest(context), this.endpoint);
    await this.#next?.execute(context);
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}

/** Ends the chain: sends, and leaves the answer where the SDK hands it out unread (`ResponseType.RAW`). */
class SendRequest implements Middleware {
  constructor(private readonly transport: Transport) {}

  async execute(context: Context): Promise<void> {
    context.response = (await this.transport(toTransportRequest(context))) as unknown as Response;
  }
}

function toTransportRequest(context: Context): TransportRequest {
  const { method = 'GET', headers, body, signal } = context.options ?? {};
  return {
    method,
    url: urlOf(context.request as string | { readonly url: string }),
    headers: (headers ?? {}) as Readonly<Record<string, string>>,
    body: typeof body === 'string' ? body : undefined,
    signal: signal ?? undefined,
  };
}

function urlOf(request: string | { readonly url: string }): string {
  return typeof request === 'string' ? request : request.url;
}

/** Sends requests through the SDK's middleware chain and repeats them where that can help. */
export class Exchange {
  readonly #client: Client;
  readonly #sense = new ThrottleSense();

  constructor(private readonly parts: ExchangeParts) {
    const guard = new ReadOnlyGuard(parts.endpoint);
    guard.setNext(new SendRequest(parts.transport));
    this.#client = Client.initWithMiddleware({ middleware: guard, baseUrl: `${parts.endpoint.origin}/` });
  }

  /** @throws ProblemError of graph.problems.ts */
  async send(request: GraphRequest): Promise<GraphSuccess> {
    const startedMs = this.parts.clock.now().getTime();
    let skipCache = false;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.attempt(request, attempt, skipCache);
      if (outcome.kind === 'success') return outcome.success;
      const spentMs = this.parts.clock.now().getTime() - startedMs;
      const mayRepeat =
        outcome.again !== 'no' && attempt < attemptsFor(outcome.again) && spentMs < PATIENCE_MS;
      if (!mayRepeat) throw outcome.problem;
      skipCache = outcome.again === 'with-new-token';
      if (!skipCache)
        await this.parts.clock.sleep(outcome.pauseMs ?? this.backoffMs(attempt), request.signal);
    }
  }

  /**
   * Notes whether an answer was a 429 and which pause it asks for. Everybody waits when the budget is used up; the
   * small budgets, which count requests, are taken to be so at once.
   */
  noteThrottling(budget: BudgetName, pauseMs: number | undefined): void {
    const usedUp = budget === 'directory' ? this.#sense.note(pauseMs !== undefined) : true;
    if (pauseMs !== undefined && usedUp) this.parts.governor.pause(budget, pauseMs);
  }

  private async attempt(request: GraphRequest, attempt: number, skipCache: boolean): Promise<Outcome> {
    const { endpoint, governor, tokens } = this.parts;
    const path = pathBelowVersion(request.url, endpoint);
    const query = new URL(request.url).searchParams;
    const budget = budgetOf(path, query);
    const units = request.units ?? priceOf(path, query);
    const token = await tokens.token({ skipCache, ...(request.signal ? { signal: request.signal } : {}) });
    const permit = await governor.acquire(budget, units, request.signal);
    const sentMs = this.parts.clock.now().getTime();
    let answer: TransportAnswer | undefined;
    try {
      answer = await this.sendOnce(request, token);
      return this.read(answer, { path, budget });
    } catch (error) {
      if (error instanceof ProblemError || request.signal?.aborted === true) throw error;
      return unreached(error);
    } finally {
      const latencyMs = this.parts.clock.now().getTime() - sentMs;
      const measured = Number(answer?.headers['x-ms-resource-unit'] ?? Number.NaN);
      const limitShare = Number(answer?.headers['x-ms-throttle-limit-percentage'] ?? 0) || 0;
      permit.done({ latencyMs, units: Number.isFinite(measured) ? measured : undefined, limitShare });
      this.report(request, path, { attempt, latencyMs, answer });
    }
  }

  private sendOnce(request: GraphRequest, token: AccessToken): Promise<TransportAnswer> {
    const call = this.#client
      .api(request.url)
      .headers({ ...request.headers, authorization: `Bearer ${token.value.reveal()}` })
      .responseType(ResponseType.RAW)
      .options(request.signal === undefined ? {} : { signal: request.signal });
    const sent: unknown = request.method === 'GET' ? call.get() : call.post(request.body);
    return sent as Promise<TransportAnswer>;
  }

  private read(
    answer: TransportAnswer,
    at: { readonly path: string; readonly budget: Parameters<Governor['pause']>[0] },
  ): Outcome {
    const body = parseBody(answer.body);
    if (answer.status >= 200 && answer.status < 300) {
      // The text of a parsed page is dropped at once: it is larger than everything else that a page costs.
      if (body !== undefined) return { kind: 'success', success: { answer: { ...answer, body: '' }, body } };
      if (at.path.endsWith('/$count')) return { kind: 'success', success: { answer, body } };
      const malformed = { problem: graphProblems['malformed-page'], again: 'with-pause' as const };
      return {
        kind: 'failure',
        again: 'with-pause',
        pauseMs: undefined,
        problem: toProblem(malformed, answer, patternOf(at.path)),
      };
    }
    const failure = classify(answer.status, body);
    const pauseMs = retryAfterMs(answer.headers['retry-after'], this.parts.clock.now());
    if (answer.status === 429) this.noteThrottling(at.budget, pauseMs ?? BACKOFF_FIRST_MS);
    const problem = toProblem(failure, answer, patternOf(at.path));
    return { kind: 'failure', again: failure.again, pauseMs, problem };
  }

  /** Full jitter over an exponentially growing bound, at least a tenth of it. */
  private backoffMs(attempt: number): number {
    const bound = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** (attempt - 1));
    return bound * (0.1 + 0.9 * this.parts.random.next());
  }

  private report(
    request: GraphRequest,
    path: string,
    sent: {
      readonly attempt: number;
      readonly latencyMs: number;
      readonly answer: TransportAnswer | undefined;
    },
  ): void {
    const units = Number(sent.answer?.headers['x-ms-resource-unit'] ?? Number.NaN);
    this.parts.onRequest({
      method: request.method,
      pathPattern: patternOf(path),
      status: sent.answer?.status ?? 0,
      requestId: sent.answer?.headers['request-id'] ?? null,
      durationMs: sent.latencyMs,
      resourceUnits: Number.isFinite(units) ? units : null,
      attempt: sent.attempt,
      batchItem: false,
    });
  }
}

type Outcome =
  | { readonly kind: 'success'; readonly success: GraphSuccess }
  | {
      readonly kind: 'failure';
      readonly again: 'no' | 'with-pause' | 'with-new-token';
      readonly pauseMs: number | undefined;
      readonly problem: ProblemError;
    };

/** A rejected token is asked for once more; everything else has the full number of attempts. */
function attemptsFor(again: 'with-pause' | 'with-new-token'): number {
  return again === 'with-new-token' ? 2 : ATTEMPTS_MAX;
}

function unreached(cause: unknown): Outcome {
  const problem = new ProblemError(graphProblems['connection-failed'], { cause });
  return { kind: 'failure', again: 'with-pause', pauseMs: undefined, problem };
}
