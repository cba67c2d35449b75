import { spawnSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { startHost, type RunningHost } from '#reference-host/create-host.js';
import { readHostConfig } from '#reference-host/host-config.js';
import type { SimulatorOptions } from '#simulator/model.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';
import * as plugin from '../../src/index.js';
import { ownManifest } from '../../src/manifest/manifest.js';

/** A host with the console, three people and a simulated tenant. */
export interface ConsoleWorld {
  readonly url: string;
  readonly simulator: Simulator;
  readonly served: ServedSimulator;
  readonly host: RunningHost;
  close(): Promise<void>;
}

/** Role in the organisation; names the person too. */
export type Role = 'owner' | 'admin' | 'auditor';

const ROLES: readonly Role[] = ['owner', 'admin', 'auditor'];

/** Starts everything in this process; the console is built first when its sources changed. */
export async function startConsoleWorld(options: Partial<SimulatorOptions> = {}): Promise<ConsoleWorld> {
  buildConsole();
  const simulator = createSimulator({ users: 60, groups: 14, ...options });
  const served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
  const port = await freePort();
  const base = readHostConfig({ PORT: String(port), LOG_LEVEL: 'silent' });
  const [clientSecret = ''] = simulator.client.secrets;
  const config = {
    ...base,
    dataDirectory: undefined,
    entra: {
      ...base.entra,
      app: { clientId: simulator.client.appId, clientSecret },
      endpoints: { authority: served.https, graph: `${served.https}/v1.0`, caFile: served.caFile },
    },
  };
  const host = await startHost(config, [{ manifest: ownManifest(), exports: unscheduled() }]);
  const organization = await host.parts.members.addOrganization('Contoso Audit');
  for (const role of ROLES) {
    await host.parts.members.addUser(organization, {
      email: emailOf(role),
      password: passwordOf(role),
      name: `Nora ${role}`,
      role,
    });
  }
  const close = async (): Promise<void> => {
    await host.close();
    await served.close();
  };
  return { url: host.url, simulator, served, host, close };
}

/** The plugin without its schedule: no run starts but those that somebody starts. */
function unscheduled(): Readonly<Record<string, unknown>> {
  type Options = Parameters<typeof plugin.EntraIdModule.forRootAsync>[0];
  const forRootAsync = (options: Options) =>
    plugin.EntraIdModule.forRootAsync({ ...options, schedule: 'off' });
  return { ...plugin, EntraIdModule: { forRootAsync } };
}

/** Sign-in name of a role. */
export function emailOf(role: Role): string {
  return `${role}@audit.example`;
}

/** Password of a role. */
export function passwordOf(role: Role): string {
  return `a long password of ${role}`;
}

/** Builds the console when its sources changed. */
export function buildConsole(): void {
  const { status } = spawnSync(process.execPath, ['libs/commands/build-console.mjs'], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the console cannot be built');
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
