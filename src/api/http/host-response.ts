/** A response as the frameworks of Nest both have it. */
export interface HostAnswer {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
  send(body: string | Buffer): unknown;
}

/** Node's own response, as far as this API writes to it. */
export interface NodeResponse {
  readonly headersSent: boolean;
  /** True once the caller has gone. */
  readonly destroyed: boolean;
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  write(text: string): boolean;
  end(): unknown;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** Fastify's reply stands before Node's response. Source: https://fastify.dev/docs/latest/Reference/Reply/ */
interface FastifyReply extends HostAnswer {
  readonly raw: NodeResponse;
  getHeaders(): Readonly<Record<string, string | number | readonly string[] | undefined>>;
  hijack(): unknown;
}

/** What a host hands over: Express extends Node's response, Fastify wraps it. */
export type HostResponse = (HostAnswer & NodeResponse) | FastifyReply;

/** Node's response below a host's. */
export function nodeResponse(response: HostResponse): NodeResponse {
  return 'raw' in response ? response.raw : response;
}

/** Takes the writing over from the host's framework; headers that the host has set so far stay. */
export function takeOver(response: HostResponse): NodeResponse {
  if (!('raw' in response)) return response;
  for (const [name, value] of Object.entries(response.getHeaders()))
    if (value !== undefined) response.raw.setHeader(name, value);
  response.hijack();
  return response.raw;
}

/** Answers with JSON. */
export function sendJson(response: HostResponse, body: object): void {
  response.header('content-type', 'application/json; charset=utf-8');
  response.send(JSON.stringify(body));
}
