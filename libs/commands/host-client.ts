import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { Person } from '#simulator/person.js';

const BASE = '/integrations/azure-entra-id';

/** Raised when the host answers with a problem. */
export class HostProblem extends Error {
  override readonly name = 'HostProblem';
  constructor(
    readonly status: number,
    readonly problem: JsonObject,
  ) {
    super(`${status} ${text(problem['code'])}: ${text(problem['title'] ?? problem['message'])}`);
  }
}

/** Calls the host as a signed-in person does. */
export class HostClient {
  constructor(
    private readonly person: Person,
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** Signs in with a password. */
  async signIn(email: string, password: string): Promise<void> {
    await this.send('POST', '/api/auth/sign-in/email', { email, password });
  }

  get(path: string): Promise<JsonObject> {
    return this.send('GET', BASE + path);
  }

  /** A call to the plugin. */
  call(method: 'POST' | 'PUT' | 'DELETE', path: string, body: JsonObject = {}): Promise<JsonObject> {
    return this.send(method, BASE + path, body);
  }

  /** A call to the host itself. */
  host(method: 'GET' | 'PUT', path: string, body?: JsonObject): Promise<JsonObject> {
    return this.send(method, path, body);
  }

  /** Every item of a list, page by page. */
  async *items(path: string): AsyncGenerator<JsonObject, void, undefined> {
    let cursor: string | undefined;
    do {
      const query = `${path.includes('?') ? '&' : '?'}limit=1000${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const page = await this.get(path + query);
      const items = Array.isArray(page['items']) ? (page['items'] as readonly Json[]) : [];
      yield* items.filter(isJsonObject);
      cursor = typeof page['next'] === 'string' ? page['next'] : undefined;
    } while (cursor !== undefined);
  }

  private async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: JsonObject,
  ): Promise<JsonObject> {
    const answer = await this.person.send(method, this.url + path, {
      headers: {
        ...this.headers,
        accept: 'application/json',
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed = answer.body === '' ? {} : (JSON.parse(answer.body) as Json);
    const document = isJsonObject(parsed) ? parsed : {};
    if (answer.status >= 400) throw new HostProblem(answer.status, document);
    return document;
  }
}
