import { isJsonObject, text, type Json } from '#kernel/json.js';
import { loadPlugin } from '#plugin-host/load-plugin.js';
import { startHost } from '#reference-host/create-host.js';
import { readHostConfig } from '#reference-host/host-config.js';
import { OPERATOR_ORGANIZATION } from '#reference-host/operator.js';
import { Person } from '#simulator/person.js';
import { announced } from './announce.js';
import { HostClient, HostProblem } from './host-client.js';

/** A client that acts for the organisation of one connection. */
export interface OperatorClient {
  readonly client: HostClient;
  readonly close: () => Promise<void>;
}

interface Reached {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Reaches the running host, or opens its database under its lock when none runs. */
export async function operatorClient(connectionId: string, url: string | undefined): Promise<OperatorClient> {
  const reached = await reach(url);
  const person = new Person(undefined);
  const close = async (): Promise<void> => {
    await person.close();
    await reached.close();
  };
  try {
    const organization = await organizationOf(reached, person, connectionId);
    return { client: clientFor(reached, person, organization), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function clientFor(reached: Reached, person: Person, organization: string): HostClient {
  const headers = { authorization: `Bearer ${reached.token}`, [OPERATOR_ORGANIZATION]: organization };
  return new HostClient(person, reached.url, headers);
}

async function reach(url: string | undefined): Promise<Reached> {
  const running = announced();
  if (url !== undefined && !isOwn(url, running?.url))
    throw new Error(
      `The operator's token is sent to this machine or the announced host only, not to ${url}.`,
    );
  if (running !== undefined && (await answers(url ?? running.url))) {
    return { url: url ?? running.url, token: running.token, close: () => Promise.resolve() };
  }
  if (url !== undefined) throw new Error(`No host of this project answers at ${url}.`);
  const config = readHostConfig({
    ...process.env,
    PORT: process.env['PORT'] ?? '3999',
    PUBLIC_URL: undefined,
  });
  const plugins = await Promise.all(config.plugins.map((reference) => loadPlugin(reference, process.cwd())));
  const host = await startHost({ ...config, logLevel: 'error' }, plugins);
  return { url: host.url, token: host.parts.operatorToken, close: () => host.close() };
}

/** Whether an address may see the token: one of this machine, or the one that the running host has announced. */
function isOwn(url: string, announcedUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, origin } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return local || (announcedUrl !== undefined && new URL(announcedUrl).origin === origin);
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
}

async function organizationOf(reached: Reached, person: Person, connectionId: string): Promise<string> {
  const list = await clientFor(reached, person, '').host('GET', '/operator/organizations');
  const organizations = Array.isArray(list['items'])
    ? (list['items'] as readonly Json[]).filter(isJsonObject)
    : [];
  for (const organization of organizations) {
    const id = text(organization['id']);
    try {
      await clientFor(reached, person, id).get(`/connections/${connectionId}`);
      return id;
    } catch (error) {
      if (!(error instanceof HostProblem) || error.status !== 404) throw error;
    }
  }
  throw new Error(`There is no connection ${connectionId} at this host.`);
}
