import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { SimulatedResponse } from './model.js';
import type { Simulator } from './simulator.js';

/** An answer with its body read. */
export interface ReadAnswer extends Omit<SimulatedResponse, 'body'> {
  readonly body: JsonObject;
}

/** Asks a simulator without a network, as its first registration. */
export class InProcessClient {
  #token: string | undefined;

  constructor(
    private readonly simulator: Simulator,
    private readonly origin = 'https://graph.microsoft.com',
  ) {}

  /** Grants exactly these application permissions; the next request has a token that shows them. */
  grant(permissions: readonly string[]): void {
    const { state, tenant, client } = this.simulator;
    state.grantApplication(tenant.tenantId, client.appId, permissions, false);
    this.#token = undefined;
  }

  /** Reads a path below the version. */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<ReadAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  /** Posts to a path below the version. */
  post(path: string, body: Json, headers: Readonly<Record<string, string>> = {}): Promise<ReadAnswer> {
    return this.send('POST', path, body, headers);
  }

  /** Sends any request; a link of an earlier answer may be given whole. */
  async send(
    method: string,
    path: string,
    body: Json | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ReadAnswer> {
    const url = new URL(path.startsWith('https://') ? path : `${this.origin}/v1.0${path}`);
    this.#token ??= await this.signIn();
    const answer = await this.simulator.handle({
      method,
      url,
      headers: { authorization: `Bearer ${this.#token}`, ...headers },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    return { ...answer, body: read(answer.body) };
  }

  private async signIn(): Promise<string> {
    const { client, tenant } = this.simulator;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.appId,
      client_secret: client.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    });
    const url = new URL(`https://login.example/${tenant.tenantId}/oauth2/v2.0/token`);
    const answer = await this.simulator.handle({ method: 'POST', url, headers: {}, body: form.toString() });
    return text(read(answer.body)['access_token']);
  }
}

function read(body: string): JsonObject {
  const parsed = (body === '' ? {} : JSON.parse(body)) as Json;
  return isJsonObject(parsed) ? parsed : {};
}
