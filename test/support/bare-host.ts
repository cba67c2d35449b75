import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { Module, type INestApplication, type LoggerService } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FAKE_CALLER_HEADER, FakeHost } from '#plugin-host/fake-host.js';
import type { Caller } from '#plugin-host/host.port.js';
import { Person } from '#simulator/person.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import type { SimulatorOptions } from '#simulator/model.js';
import { EntraIdModule } from '../../src/entra-id.module.js';
import type { EntraIdOptions } from '../../src/options/entra-id.options.js';
import type { Json, JsonObject } from '#kernel/json.js';
import { ApiDescription } from './api-description.js';

/** A host of two organisations with the plugin in it, and a simulated tenant. */
export interface BareHost {
  readonly app: INestApplication;
  readonly url: string;
  readonly simulator: Simulator;
  readonly served: ServedSimulator;
  readonly host: FakeHost;
  /** Everything that was logged, at any level. */
  readonly logs: readonly string[];
  /** Operations that have been answered without a problem. */
  readonly answered: ReadonlySet<string>;
  /**
   * Calls the API as somebody: `admin`, `auditor`, `owner`, `stranger` (of another organisation) or nobody.
   * @throws Error when the answer is not as the OpenAPI document says
   */
  call(
    who: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    accept?: string,
  ): Promise<ApiAnswer>;
  close(): Promise<void>;
}

/** An answer of the API, its JSON parsed. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
  readonly text: string;
}

const BASE = '/integrations/azure-entra-id';

const PEOPLE: Readonly<Record<string, Caller>> = {
  owner: {
    organizationId: 'acme',
    userId: 'olga',
    sessionId: 's-olga',
    capabilities: ['read', 'manage', 'own'],
  },
  admin: { organizationId: 'acme', userId: 'adam', sessionId: 's-adam', capabilities: ['read', 'manage'] },
  auditor: { organizationId: 'acme', userId: 'audrey', sessionId: 's-audrey', capabilities: ['read'] },
  stranger: {
    organizationId: 'evil',
    userId: 'stan',
    sessionId: 's-stan',
    capabilities: ['read', 'manage', 'own'],
  },
};

let current = new FakeHost();

class CurrentFakeHost {
  resolve(request: unknown): Caller | undefined {
    return current.resolve(request);
  }
}

/** What a test may want otherwise. */
export interface BareHostOptions {
  readonly simulator?: Partial<SimulatorOptions>;
  readonly plugin?: Partial<EntraIdOptions>;
  readonly schedule?: 'own' | 'off';
}

/** Starts everything on free ports. */
export async function startBareHost(options: BareHostOptions = {}): Promise<BareHost> {
  const host = new FakeHost();
  current = host;
  for (const [key, caller] of Object.entries(PEOPLE)) host.signIn(key, caller);
  const simulator = createSimulator({ users: 60, groups: 12, ...options.simulator });
  const served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
  const pluginOptions = optionsFor(simulator, served, host, options.plugin);
  @Module({
    imports: [
      EntraIdModule.forRootAsync({
        caller: CurrentFakeHost,
        schedule: options.schedule ?? 'off',
        useFactory: () => pluginOptions,
      }),
    ],
  })
  class BareHostModule {}
  const testing = await Test.createTestingModule({ imports: [BareHostModule] }).compile();
  const app = testing.createNestApplication();
  const logs: string[] = [];
  app.useLogger(recordingLogger(logs));
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const person = new Person(undefined);
  const answered = new Set<string>();
  const description = await descriptionOf(url);
  const call: BareHost['call'] = async (who, method, path, body, accept) => {
    const headers = {
      [FAKE_CALLER_HEADER]: who,
      ...(accept === undefined ? {} : { accept }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await person.send(
      method,
      `${url}${path.startsWith('/') ? `${BASE}${path}` : `/${path}`}`,
      {
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
    );
    const operation = description.find(method, path);
    if (operation !== undefined) {
      const { status, headers: received, body: text } = answer;
      const type = received['content-type'];
      const contentType = typeof type === 'string' ? type : undefined;
      description.assert(operation, { status, contentType, text, sent: body as Json | undefined });
      if (answer.status < 400) answered.add(operation.operationId);
    }
    return { status: answer.status, headers: answer.headers, text: answer.body, body: parse(answer.body) };
  };
  const close = async (): Promise<void> => {
    await app.close();
    await person.close();
    await served.close();
  };
  return { app, url, simulator, served, host, logs, answered, call, close };
}

let described: ApiDescription | undefined;

/** What the plugin says of its API, once for all hosts. */
async function descriptionOf(url: string): Promise<ApiDescription> {
  if (described !== undefined) return described;
  const answer = await fetch(`${url}${BASE}/openapi.json`);
  return (described = new ApiDescription((await answer.json()) as JsonObject));
}

function recordingLogger(logs: string[]): LoggerService {
  const record = (...parts: readonly unknown[]): void => {
    logs.push(parts.map((part) => inspect(part, { depth: 10 })).join(' '));
  };
  return { log: record, error: record, warn: record, debug: record, verbose: record, fatal: record };
}

function optionsFor(
  simulator: Simulator,
  served: ServedSimulator,
  host: FakeHost,
  own: Partial<EntraIdOptions> | undefined,
): EntraIdOptions {
  return {
    publicUrl: 'https://compliance.example',
    databaseUrl: 'pglite:memory',
    encryptionKey: Buffer.alloc(32, 7).toString('base64'),
    app: { clientId: simulator.client.appId, clientSecret: simulator.client.secrets[0] ?? '' },
    endpoints: { authority: served.https, graph: `${served.https}/v1.0`, caFile: served.caFile },
    availability: host,
    eventSink: host,
    ...own,
  };
}

/** Walks an administrator through Microsoft's pages and back; answers the query of the host's page. */
export async function connect(
  { call, served }: BareHost,
  choice: {
    readonly user?: string;
    readonly consent?: 'accept' | 'cancel';
    readonly who?: string;
    readonly body?: object;
  } = {},
): Promise<URLSearchParams> {
  const who = choice.who ?? 'admin';
  const started = await call(who, 'POST', '/connections', choice.body ?? {});
  if (started.status !== 201) throw new Error(`not started: ${started.text}`);
  return goThrough({ call, served }, started.body.authorizeUrl as string, { ...choice, who });
}

/** Follows an address of Microsoft's until the callback, and takes the callback as somebody. */
export async function goThrough(
  { call, served }: Pick<BareHost, 'call' | 'served'>,
  url: string,
  choice: { readonly user?: string; readonly consent?: 'accept' | 'cancel'; readonly who: string },
): Promise<URLSearchParams> {
  const person = new Person(readFileSync(served.caFile, 'utf8'));
  const decision = { user: choice.user ?? 'admin@contoso.example', consent: choice.consent ?? 'accept' };
  const stop = await person.follow(url, decision, (at) => at.startsWith('https://compliance.example'));
  await person.close();
  const { search } = new URL(stop.url);
  const back = await call(choice.who, 'GET', `/callback${search}`);
  return new URL(String(back.headers['location'])).searchParams;
}

/** Starts a run and waits until it has ended or is held. */
export async function runToEnd(
  { call }: Pick<BareHost, 'call'>,
  connectionId: string,
  kind: string,
): Promise<ApiAnswer['body']> {
  const started = await call('admin', 'POST', `/connections/${connectionId}/runs`, { kind });
  for (let waits = 0; waits < 400; waits += 1) {
    const run = await call('admin', 'GET', `/connections/${connectionId}/runs/${started.body.id as string}`);
    if (!['queued', 'running', 'undoing'].includes(run.body.state as string)) return run.body;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error('the run does not end');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
