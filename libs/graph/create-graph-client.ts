import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { classify, toProblem, retryAfterMs } from './classify.js';
import { ATTEMPTS_MAX, Exchange, type ExchangeParts, type GraphSuccess } from './exchange.js';
import type { BatchAnswer, BatchItem, GraphClient, GraphPage, ReadOptions } from './graph-client.js';
import { malformed, toGraphPage } from './page.js';
import { patternOf, priceOf } from './price.js';
import { BATCH_ITEMS_MAX } from './read-only.js';

/** Pages of one list at most: a list that goes on for ever is a fault of the server. */
const PAGES_MAX = 1_000_000;

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** Makes a client that reads one tenant. */
export function createGraphClient(parts: ExchangeParts): GraphClient {
  return new ExchangeGraphClient(parts);
}

interface KeptPage<Kept> {
  readonly kept: Kept;
  readonly next: string | undefined;
}

class ExchangeGraphClient implements GraphClient {
  readonly #exchange: Exchange;

  constructor(private readonly parts: ExchangeParts) {
    this.#exchange = new Exchange(parts);
  }

  async get(path: string, options: ReadOptions = {}): Promise<JsonObject> {
    const { body } = await this.send(path, options);
    return body ?? {};
  }

  async ask(path: string, question: JsonObject, options: ReadOptions = {}): Promise<JsonObject> {
    const { body } = await this.#exchange.send({
      method: 'POST',
      url: this.absolute(path),
      headers: JSON_HEADERS,
      body: JSON.stringify(question),
      signal: options.signal,
    });
    return body ?? {};
  }

  async count(path: string, options: ReadOptions = {}): Promise<number> {
    const { answer } = await this.send(path, { ...options, eventual: true });
    const text = answer.body.replace(/^\uFEFF/, '').trim();
    if (!/^\d+$/.test(text)) throw malformed('a count that is not a number', answer.headers);
    return Number(text);
  }

  async page(url: string, options: ReadOptions = {}): Promise<GraphPage> {
    const { body, answer } = await this.send(url, options);
    return toGraphPage(body, answer.headers);
  }

  pages(url: string, options: ReadOptions = {}): AsyncGenerator<GraphPage, void, undefined> {
    return this.pagesAs(url, (page) => page, options);
  }

  async *pagesAs<Kept>(
    url: string,
    keep: (page: GraphPage) => Kept,
    options: ReadOptions = {},
  ): AsyncGenerator<Kept, void, undefined> {
    const followed = new Set<string>();
    let coming: Promise<KeptPage<Kept>> | undefined = this.keptPage(url, keep, options);
    for (let count = 1; coming !== undefined; count += 1) {
      const { kept, next }: KeptPage<Kept> = await coming;
      const loops = next !== undefined && (followed.has(next) || count >= PAGES_MAX);
      if (loops) throw malformed('a list that leads back to a page before', {});
      if (next !== undefined) followed.add(next);
      coming = next === undefined ? undefined : this.prefetch(next, keep, options);
      yield kept;
    }
  }

  async batch(items: readonly BatchItem[], options: ReadOptions = {}): Promise<readonly BatchAnswer[]> {
    const answers = new Map<string, BatchAnswer>();
    for (let start = 0; start < items.length; start += BATCH_ITEMS_MAX) {
      const chunk = items.slice(start, start + BATCH_ITEMS_MAX);
      for (const answer of await this.batchOf(chunk, options)) answers.set(answer.id, answer);
    }
    return items.map((item) => answers.get(item.id) ?? lost(item.id));
  }

  /** A failure of a page that nobody has asked for yet is raised when its turn comes. */
  private prefetch<Kept>(
    url: string,
    keep: (page: GraphPage) => Kept,
    options: ReadOptions,
  ): Promise<KeptPage<Kept>> {
    const page = this.keptPage(url, keep, options);
    page.catch(() => undefined);
    return page;
  }

  private async keptPage<Kept>(
    url: string,
    keep: (page: GraphPage) => Kept,
    options: ReadOptions,
  ): Promise<KeptPage<Kept>> {
    const page = await this.page(url, options);
    return { kept: keep(page), next: page.nextLink };
  }

  private async batchOf(items: readonly BatchItem[], options: ReadOptions): Promise<readonly BatchAnswer[]> {
    const done: BatchAnswer[] = [];
    let open = items;
    for (let attempt = 1; open.length > 0; attempt += 1) {
      const round = await this.batchRound(open, options);
      const last = attempt >= ATTEMPTS_MAX;
      done.push(...round.filter((entry) => last || entry.pauseMs === undefined).map((entry) => entry.answer));
      const again = last ? [] : round.filter((entry) => entry.pauseMs !== undefined);
      open = again.map((entry) => entry.item);
      const pauseMs = Math.max(0, ...again.map((entry) => entry.pauseMs ?? 0));
      if (open.length > 0) await this.parts.clock.sleep(pauseMs, options.signal);
    }
    return done;
  }

  private async batchRound(
    items: readonly BatchItem[],
    options: ReadOptions,
  ): Promise<readonly BatchEntry[]> {
    const requests = items.map(({ id, url, headers }) => ({
      id,
      method: 'GET',
      url,
      ...(headers === undefined ? {} : { headers }),
    }));
    const { body } = await this.#exchange.send({
      method: 'POST',
      url: this.absolute('/$batch'),
      headers: JSON_HEADERS,
      body: JSON.stringify({ requests }),
      signal: options.signal,
      // Items are charged like requests of their own. Source: https://learn.microsoft.com/graph/throttling
      units: items.reduce((sum, item) => sum + priceOfItem(item.url), 0),
    });
    const responses = body?.['responses'];
    if (!Array.isArray(responses)) throw malformed('a batch without responses', {});
    const byId = new Map(
      (responses as readonly Json[]).filter(isJsonObject).map((r) => [r['id'], r] as const),
    );
    return items.map((item) => this.readItem(item, byId.get(item.id)));
  }

  private readItem(item: BatchItem, response: JsonObject | undefined): BatchEntry {
    if (response === undefined) return { item, answer: lost(item.id), pauseMs: 0 };
    const status = typeof response['status'] === 'number' ? response['status'] : 0;
    const headers = lowerCased(response['headers']);
    const body = response['body'];
    this.reportItem(item, status, headers);
    if (status >= 200 && status < 300 && isJsonObject(body)) {
      this.#exchange.noteThrottling('directory', undefined);
      return { item, answer: { id: item.id, status: 'ok', body }, pauseMs: undefined };
    }
    const failure = classify(status, body);
    const path = patternOf(item.url.split('?', 1)[0] ?? '');
    const problem = toProblem(failure, { status, headers, body: JSON.stringify(body ?? null) }, path);
    const asked = retryAfterMs(headers['retry-after'], this.parts.clock.now());
    const pauseMs = failure.again === 'with-pause' ? (asked ?? DEFAULT_ITEM_PAUSE_MS) : undefined;
    if (status === 429) this.#exchange.noteThrottling('directory', asked ?? DEFAULT_ITEM_PAUSE_MS);
    return { item, answer: { id: item.id, status: 'failed', problem }, pauseMs };
  }

  private reportItem(item: BatchItem, status: number, headers: Readonly<Record<string, string>>): void {
    const units = Number(headers['x-ms-resource-unit'] ?? Number.NaN);
    this.parts.onRequest({
      method: 'GET',
      pathPattern: patternOf(item.url.split('?', 1)[0] ?? ''),
      status,
      requestId: headers['request-id'] ?? null,
      durationMs: 0,
      resourceUnits: Number.isFinite(units) ? units : null,
      attempt: 1,
      batchItem: true,
    });
  }

  private send(url: string, options: ReadOptions): Promise<GraphSuccess> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (options.eventual === true) headers['consistencylevel'] = 'eventual';
    return this.#exchange.send({
      method: 'GET',
      url: this.absolute(url),
      headers,
      body: undefined,
      signal: options.signal,
    });
  }

  /** Own paths are completed; links are taken as they are, and the guard decides whether they may be followed. */
  private absolute(url: string): string {
    const { origin, versionPath } = this.parts.endpoint;
    return url.startsWith('/') && !url.startsWith('//') ? `${origin}${versionPath}${url}` : url;
  }
}

interface BatchEntry {
  readonly item: BatchItem;
  readonly answer: BatchAnswer;
  /** Pause before the item is asked for again; undefined when its answer is final. */
  readonly pauseMs: number | undefined;
}

const DEFAULT_ITEM_PAUSE_MS = 1_000;

function priceOfItem(url: string): number {
  const [path = '', query = ''] = url.split('?', 2);
  return priceOf(path, new URLSearchParams(query));
}

function lowerCased(headers: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(headers)) return {};
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

function lost(id: string): BatchAnswer {
  return { id, status: 'failed', problem: malformed('a batch without the answer to an item', {}) };
}
