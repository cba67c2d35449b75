import { UsageError } from '#kernel/usage-error.js';
import { parseStrictly, TENANT_ARGUMENTS, tenantOptions, whole } from './server/arguments.js';
import { serve } from './server/serve.js';
import { createSimulator } from './simulator.js';

const USAGE = `npm run -s simulator -- [--http-port N] [--https-port N] [--users N] [--groups N] [--members-per-group N]
  [--seed N] [--latency-ms N] [--throttle on|off] [--faults FILE] [--licence free|p1|p2] [--page-size-max N]
  [--grants core|extended|none|NAME,NAME] [--tenant FILE]
`;

async function main(): Promise<void> {
  const values = parseStrictly(process.argv.slice(2), {
    ...TENANT_ARGUMENTS,
    'http-port': { type: 'string' },
    'https-port': { type: 'string' },
    help: { type: 'boolean' },
  });
  if (values['help'] !== undefined) {
    process.stderr.write(USAGE);
    return;
  }
  const simulator = createSimulator(tenantOptions(values));
  const ports = {
    httpPort: whole(values['http-port'], 'http-port', 0),
    httpsPort: whole(values['https-port'], 'https-port', 0),
  };
  const served = await serve(simulator, ports);
  const { http, https, caFile } = served;
  const ready = {
    ready: true,
    http,
    https,
    caFile,
    tenantId: simulator.tenant.tenantId,
    clientId: simulator.client.appId,
    clientSecret: simulator.client.secrets[0],
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      served.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

main().catch((error: unknown) => {
  const usage = error instanceof UsageError;
  process.stderr.write(usage ? `${error.message}\n\n${USAGE}` : `${String(error)}\n`);
  process.exit(usage ? 2 : 1);
});
