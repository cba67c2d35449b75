import { Agent, request as send } from 'undici';

/** One HTTP request, ready to be sent. */
export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** One HTTP answer, its body read to the end. Header names are in lower case. */
export interface TransportAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends requests; rejects when no complete answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** Largest answer that is accepted, in bytes; Graph's pages stay far below. */
export const BODY_BYTES_MAX = 64 * 1024 * 1024;

const TIMEOUT_MS = 60_000;
const CONNECTIONS_MAX = 64;

/** The network. `caPem` adds a trusted authority, for a simulator on this machine. */
export function createTransport(caPem: string | undefined): Transport & { close(): Promise<void> } {
  const dispatcher = new Agent({
    connections: CONNECTIONS_MAX,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: BODY_BYTES_MAX,
    connect: caPem === undefined ? {} : { ca: caPem },
  });
  const transport = async (request: TransportRequest): Promise<TransportAnswer> => {
    const { method, url, headers, body, signal } = request;
    const answer = await send(url, {
      method: method as 'GET' | 'POST',
      headers: { ...headers },
      body: body ?? null,
      signal: signal ?? null,
      dispatcher,
    });
    return { status: answer.statusCode, headers: flatten(answer.headers), body: await answer.body.text() };
  };
  return Object.assign(transport, { close: () => dispatcher.close() });
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
