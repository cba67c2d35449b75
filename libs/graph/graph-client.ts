import type { Json, JsonObject } from '#kernel/json.js';
import type { ProblemError } from '#kernel/problem.js';
import type { Secret } from '#kernel/secret.js';

/** Where Graph is: origin without a trailing slash, and the version's path. */
export interface GraphEndpoint {
  readonly origin: string;
  readonly versionPath: string;
}

/** An access token for Graph. */
export interface AccessToken {
  readonly value: Secret;
  readonly expiresAt: Date;
}

/** Hands out access tokens; `skipCache` asks for one that was issued after this call. */
export interface TokenProvider {
  token(options: { readonly skipCache: boolean; readonly signal?: AbortSignal }): Promise<AccessToken>;
}

/** What one request cost and how it ended; without any personal data. */
export interface RequestReceipt {
  readonly method: string;
  /** Path with ids replaced: `/groups/{id}/members`. */
  readonly pathPattern: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly durationMs: number;
  readonly resourceUnits: number | null;
  readonly attempt: number;
  /** Whether this is one item of a `$batch`; the envelope has a receipt of its own. */
  readonly batchItem: boolean;
}

/** Options of every read. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Sends `ConsistencyLevel: eventual`, which advanced queries need on every page. */
  readonly eventual?: boolean;
}

/** One page of a list or of a delta query. */
export interface GraphPage {
  readonly items: readonly Json[];
  readonly nextLink: string | undefined;
  readonly deltaLink: string | undefined;
  readonly count: number | undefined;
}

/** One read inside a `$batch`; `url` is relative to the version. */
export interface BatchItem {
  readonly id: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to one item of a batch. */
export type BatchAnswer =
  | { readonly id: string; readonly status: 'ok'; readonly body: JsonObject }
  | { readonly id: string; readonly status: 'failed'; readonly problem: ProblemError };

/**
 * Reads Microsoft Graph and cannot write. Paths are relative to the version; links that Graph handed out are
 * followed whole, if they have the configured origin and version.
 * Every method raises the problems of graph.problems.ts.
 */
export interface GraphClient {
  /** One JSON object. */
  get(path: string, options?: ReadOptions): Promise<JsonObject>;
  /** One page of a list, by path or by link. */
  page(url: string, options?: ReadOptions): Promise<GraphPage>;
  /** All pages from one on; the next page is fetched while the consumer works on this one. */
  pages(url: string, options?: ReadOptions): AsyncIterable<GraphPage>;
  /** As `pages`, each page made into what is kept of it as soon as it comes: pages that wait are as small as can be. */
  pagesAs<Kept>(url: string, keep: (page: GraphPage) => Kept, options?: ReadOptions): AsyncIterable<Kept>;
  /** Reads many paths, twenty to a request; answers come in the order of the items, each on its own merits. */
  batch(items: readonly BatchItem[], options?: ReadOptions): Promise<readonly BatchAnswer[]>;
  /** Asks one of the few questions that Graph takes by POST; everything else is refused before it is sent. */
  ask(path: string, question: JsonObject, options?: ReadOptions): Promise<JsonObject>;
  /** A `/$count` path. */
  count(path: string, options?: ReadOptions): Promise<number>;
}
