import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseStrictly, whole } from '#simulator/server/arguments.js';
import { SIMULATOR_DEFAULTS } from '#simulator/simulator.js';
import { SIGN_IN_USERS } from '#simulator/tenant/generate.js';
import { announce, withdraw } from './announce.js';
import { DEMO_USERS, startDemoWorld, type DemoWorld } from './demo-world.js';
import { runCommand, untilSignal } from './lifetime.js';
import { createProgress } from './progress.js';

const USAGE = 'npm run demo -- [--port N] [--reset] [--json]\n';
const DATA = join('.data', 'demo');
const PORT = 3_000;
/** Distance of the simulator's ports: the same each time, so that what an earlier start kept still fits. */
const SIMULATOR_DISTANCE = { http: 80, https: 443 };

async function main(): Promise<number> {
  const values = parseStrictly(process.argv.slice(2), {
    port: { type: 'string' },
    reset: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const port = whole(values['port'], 'port', PORT);
  if (values['reset'] !== undefined) rmSync(DATA, { recursive: true, force: true });
  const progress = createProgress(process.stderr);
  progress.stage('Starting the simulated tenant and the host');
  const world = await startDemoWorld({
    tenant: SIMULATOR_DEFAULTS,
    port,
    simulatorPorts: { httpPort: port + SIMULATOR_DISTANCE.http, httpsPort: port + SIMULATOR_DISTANCE.https },
    databaseUrl: undefined,
    dataDirectory: DATA,
    breaker: 'on',
  });
  announce(world.host);
  if (values['json'] === undefined) process.stderr.write(welcome(world));
  else process.stdout.write(`${JSON.stringify(ready(world))}\n`);
  await untilSignal();
  progress.stage('Stopping');
  withdraw();
  await world.close();
  return 0;
}

function ready(world: DemoWorld): object {
  const users = DEMO_USERS.map(({ role, email, password }) => ({ role, email, password }));
  const { http, https, caFile } = world.served;
  const { simulator } = world;
  const { tenantId } = simulator.tenant;
  return {
    ready: true,
    url: world.host.url,
    users,
    simulator: { http, https, caFile, tenantId, admin: SIGN_IN_USERS.globalAdministrator },
  };
}

function welcome(world: DemoWorld): string {
  const { url } = world.host;
  const users = DEMO_USERS.map(({ role, email, password }) => `    ${role.padEnd(8)} ${email}   ${password}`);
  return `
  Open the console:  ${url}

  Sign in as one of:
${users.join('\n')}

  Then: make "Azure Entra ID" available (Admin > Availability), connect a tenant (Organization Settings >
  Integrations), and sign in at the simulated Microsoft page as ${SIGN_IN_USERS.globalAdministrator}. Your browser will warn of the simulator's own certificate at
  ${world.served.https}; accept it (authority: ${world.served.caFile}).

  Ctrl+C stops; a second start goes on with the same data, --reset starts afresh.
`;
}

runCommand(main, USAGE);
