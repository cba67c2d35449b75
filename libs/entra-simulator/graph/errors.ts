import { randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import type { Json, JsonObject } from '#kernel/json.js';

/** An answer before transport headers: status, body, and headers of its own. */
export interface GraphReply {
  readonly status: number;
  readonly body: Json | undefined;
  /** Plain text instead of JSON, for `/$count`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly transport?: 'reset' | 'truncate';
}

/** An error in Graph's shape, to be completed with the ids of its request. */
export interface GraphErrorReply {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further members of the inner error. */
  readonly inner?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Raised while a request is answered; becomes an error body. */
export class GraphFault extends Error {
  override readonly name = 'GraphFault';
  constructor(readonly reply: GraphErrorReply) {
    super(reply.message);
  }
}

/** 400 for a query that Graph does not support. */
export function unsupportedQuery(message: string): GraphFault {
  return new GraphFault({ status: 400, code: 'Request_UnsupportedQuery', message });
}

/** 400 for a request that makes no sense. */
export function badRequest(message: string): GraphFault {
  return new GraphFault({ status: 400, code: 'Request_BadRequest', message });
}

/** 404 for an object that is not there. */
export function notFound(id: string): GraphFault {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphFault({ status: 404, code: 'Request_ResourceNotFound', message });
}

/** 403 of the directory for a missing permission. */
export function denied(): GraphFault {
  return new GraphFault({
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
}

/** Completes an error with its date (without a zone, as Graph writes it) and request ids. */
export function errorBody(
  error: GraphErrorReply,
  ids: { readonly requestId: string; readonly clientRequestId: string },
  clock: Clock,
): Json {
  return {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        ...error.inner,
        date: clock.now().toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}

/** A fresh request id. */
export function newRequestId(): string {
  return randomUUID();
}
