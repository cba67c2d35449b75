import type { JsonObject } from '#kernel/json.js';
import type { Simulator } from '../simulator.js';

const PAGES_MAX = 5_000;
const ORIGIN = 'https://graph.microsoft.com/v1.0';

/** What Graph answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly text: string;
}

/** A client of the simulated Graph for tests: app-only, and always asking for eventual consistency. */
export class GraphClient {
  #token: Promise<string> | undefined;

  constructor(private readonly simulator: Simulator) {}

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return this.send('GET', path, '', headers);
  }

  async post(path: string, body: JsonObject): Promise<Answered> {
    return this.send('POST', path, JSON.stringify(body), {});
  }

  /** The answers of a batch of reads, in the order in which they were asked. */
  async batch(paths: readonly string[]): Promise<readonly JsonObject[]> {
    const requests = paths.map((url, index) => ({ id: String(index), method: 'GET', url }));
    const { body } = await this.post('/$batch', { requests });
    const answers = body['responses'] as readonly JsonObject[];
    return [...answers].sort((a, b) => Number(a['id']) - Number(b['id']));
  }

  /** Every item of a list, page by page. @throws RangeError when a page is refused or the list does not end */
  async all(path: string): Promise<readonly JsonObject[]> {
    const items: JsonObject[] = [];
    let next: string | undefined = path;
    for (let page = 0; page < PAGES_MAX && next !== undefined; page += 1) {
      const { status, body, text }: Answered = await this.get(next);
      if (status !== 200) throw new RangeError(`${next} answered ${status}: ${text}`);
      items.push(...(body['value'] as readonly JsonObject[]));
      next = body['@odata.nextLink'] as string | undefined;
    }
    if (next !== undefined) throw new RangeError(`${path} does not end`);
    return items;
  }

  /** Everything a delta query shows until its deltaLink, and that link. */
  async delta(path: string): Promise<{ readonly items: readonly JsonObject[]; readonly deltaLink: string }> {
    const items: JsonObject[] = [];
    let next = path;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { status, body, text } = await this.get(next);
      if (status !== 200) throw new RangeError(`${next} answered ${status}: ${text}`);
      items.push(...(body['value'] as readonly JsonObject[]));
      const deltaLink = body['@odata.deltaLink'];
      if (typeof deltaLink === 'string') return { items, deltaLink };
      next = body['@odata.nextLink'] as string;
    }
    throw new RangeError(`${path} does not end`);
  }

  private async send(
    method: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answered> {
    this.#token ??= this.token();
    const url = new URL(path.startsWith('https:') ? path : `${ORIGIN}${path}`);
    const authorization = `Bearer ${await this.#token}`;
    const all = { authorization, consistencylevel: 'eventual', ...headers };
    const answer = await this.simulator.handle({ method, url, headers: all, body });
    const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? (JSON.parse(answer.body) as JsonObject) : {},
      text: answer.body,
    };
  }

  private async token(): Promise<string> {
    const { client, tenant } = this.simulator;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    });
    const url = new URL(`https://login.microsoftonline.com/${tenant.tenantId}/oauth2/v2.0/token`);
    const answer = await this.simulator.handle({ method: 'POST', url, headers: {}, body: form.toString() });
    return (JSON.parse(answer.body) as { readonly access_token: string }).access_token;
  }
}
