import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { loadPlugin } from '#plugin-host/load-plugin.js';
import { startHost, type RunningHost } from '#reference-host/create-host.js';
import type { HostConfig } from '#reference-host/host-config.js';
import type { SimulatorOptions } from '#simulator/model.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';

/** People who can sign in to a demonstration. */
export const DEMO_USERS = [
  { role: 'owner', email: 'olga.owner@platform.example', name: 'Olga Owner', password: 'demo-olga-owner' },
  { role: 'admin', email: 'adam.admin@platform.example', name: 'Adam Admin', password: 'demo-adam-admin' },
  {
    role: 'auditor',
    email: 'audrey.auditor@platform.example',
    name: 'Audrey Auditor',
    password: 'demo-audrey-auditor',
  },
] as const;

/** A host and a simulated tenant that know each other. */
export interface DemoWorld {
  readonly simulator: Simulator;
  readonly served: ServedSimulator;
  readonly host: RunningHost;
  close(): Promise<void>;
}

/** What a demonstration is made of. */
export interface DemoWorldOptions {
  readonly tenant: SimulatorOptions;
  readonly port: number;
  /** Ports of the simulator; 0 picks one. */
  readonly simulatorPorts: { readonly httpPort: number; readonly httpsPort: number };
  readonly databaseUrl: string | undefined;
  readonly dataDirectory: string | undefined;
  readonly breaker: 'on' | 'off';
}

/** Starts simulator and host, and makes the people where there are none yet. */
export async function startDemoWorld(options: DemoWorldOptions): Promise<DemoWorld> {
  const simulator = createSimulator(options.tenant);
  const served = await serve(simulator, options.simulatorPorts);
  const port = options.port === 0 ? await freePort() : options.port;
  const config = hostConfig({ ...options, port }, simulator, served);
  const plugins = await Promise.all(config.plugins.map((reference) => loadPlugin(reference, process.cwd())));
  const host = await startHost(config, plugins);
  await addPeople(host);
  const close = async (): Promise<void> => {
    await host.close();
    await served.close();
  };
  return { simulator, served, host, close };
}

function hostConfig(options: DemoWorldOptions, simulator: Simulator, served: ServedSimulator): HostConfig {
  const { port, databaseUrl, dataDirectory, breaker } = options;
  const [clientSecret = ''] = simulator.client.secrets;
  return {
    port,
    publicUrl: `http://localhost:${port}`,
    databaseUrl,
    dataDirectory,
    encryptionKeys: [],
    sessionSecret: undefined,
    plugins: ['./plugin.manifest.json'],
    entra: {
      app: { clientId: simulator.client.appId, clientSecret },
      cloud: 'global',
      endpoints: {
        authority: served.https,
        graph: `${served.https}/v1.0`,
        caFile: served.caFile,
        limits: options.tenant.throttle ? 'microsoft' : 'none',
      },
      breaker: breaker === 'off' ? 'off' : undefined,
    },
    logLevel: 'error',
  };
}

async function addPeople(host: RunningHost): Promise<void> {
  const { members } = host.parts;
  if (!(await members.isEmpty())) return;
  const organizationId = await members.addOrganization('Contoso');
  for (const user of DEMO_USERS) await members.addUser(organizationId, user);
}

/** PEM text of the simulator's authority, for a person's browser. */
export function caOf(served: ServedSimulator): string {
  return readFileSync(served.caFile, 'utf8');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
