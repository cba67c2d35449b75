import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { loadManifest } from '#plugin-host/load-manifest.js';
import { loadPlugin } from '#plugin-host/load-plugin.js';
import { readHostConfig } from '#reference-host/host-config.js';
import { UsageError } from '#kernel/usage-error.js';
import { oneOf, parseStrictly } from '#simulator/server/arguments.js';
import { answerAccess } from './access.js';
import { appRegistration, REGISTRATION_FORMATS } from './app-registration.js';
import { evaluate } from './evaluate.js';
import { runCommand } from './lifetime.js';
import { operatorClient } from './operator-client.js';
import { createProgress } from './progress.js';
import { watchRun } from './watch-run.js';
import { answerWhatIf } from './what-if.js';

const USAGE = `npm run -s cli -- sync --connection ID [--full] [--url URL] [--json]
npm run -s cli -- health --connection ID [--url URL] [--json]
npm run -s cli -- access --connection ID (--account ID|UPN | --group ID | --role ID|NAME | --resource ID)
  [--as-of TIME|REVISION] [--url URL] [--json]
npm run -s cli -- doctor [--json]              reads ENTRA_TENANT_ID, ENTRA_CLIENT_ID, ENTRA_CLIENT_SECRET
npm run -s cli -- app-registration [--format az|graph|terraform|bicep] [--redirect-uri URI] [--multi-tenant]
npm run -s cli -- evaluate --snapshot FILE [--profile semantic|scuba] [--exemptions FILE] [--json]
npm run -s cli -- what-if --input FILE [--json]
`;

const MARKS: Readonly<Record<string, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  not_granted: '–',
  unknown: '?',
};

type Values = Readonly<Record<string, string | undefined>>;

interface Doctor {
  readonly diagnoseTenant: (
    options: object,
    tenant: string,
  ) => Promise<{ readonly checks: readonly JsonObject[] }>;
}

async function sync(values: Values): Promise<number> {
  const connectionId = connectionOf(values);
  const { client, close } = await operatorClient(connectionId, values['url']);
  try {
    const progress = createProgress(process.stderr);
    const kind = values['full'] === undefined ? 'incremental' : 'full';
    const run = await watchRun(client, connectionId, kind, progress);
    progress.stage(
      `Run ${text(run['id'])}: ${text(run['state'])}, revision ${JSON.stringify(run['revision'])}\n`,
    );
    if (values['json'] !== undefined) process.stdout.write(`${JSON.stringify(run)}\n`);
    return run['state'] === 'succeeded' ? 0 : 1;
  } finally {
    await close();
  }
}

async function health(values: Values): Promise<number> {
  const connectionId = connectionOf(values);
  const { client, close } = await operatorClient(connectionId, values['url']);
  try {
    const answer = await client.call('POST', `/connections/${connectionId}/health`);
    show(answer, values);
    return answer['status'] === 'healthy' ? 0 : 1;
  } finally {
    await close();
  }
}

async function doctor(values: Values): Promise<number> {
  const tenant = process.env['ENTRA_TENANT_ID'];
  const { entra, publicUrl, plugins } = readHostConfig(process.env);
  if (tenant === undefined || entra.app === undefined) {
    throw new UsageError('Set ENTRA_TENANT_ID, ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET (or a certificate).');
  }
  const { exports } = await loadPlugin(plugins[0] ?? './plugin.manifest.json', process.cwd());
  const { diagnoseTenant } = exports as unknown as Doctor;
  const options = {
    publicUrl,
    databaseUrl: 'pglite:memory',
    encryptionKey: Buffer.alloc(32).toString('base64'), // nothing is sealed here
    app: entra.app,
    cloud: entra.cloud,
    ...(endpointsOf(process.env) ?? {}),
  };
  const diagnosis = await diagnoseTenant(options, tenant);
  show(diagnosis, values);
  return diagnosis.checks.some((check) => check['status'] === 'fail') ? 1 : 0;
}

/** A simulator instead of Microsoft, for trying things out. */
function endpointsOf(environment: NodeJS.ProcessEnv): object | undefined {
  const origin = environment['ENTRA_SIMULATOR'];
  const caFile = environment['ENTRA_SIMULATOR_CA'];
  if (origin === undefined || caFile === undefined) return undefined;
  return { endpoints: { authority: origin, graph: `${origin}/v1.0`, caFile } };
}

function register(values: Values): Promise<number> {
  const format = oneOf(values['format'], 'format', REGISTRATION_FORMATS, 'az');
  const fallback = `${readHostConfig(process.env).publicUrl}/integrations/azure-entra-id/callback`;
  const manifest = loadManifest('plugin.manifest.json');
  const redirectUri = values['redirect-uri'] ?? fallback;
  const multiTenant = values['multi-tenant'] !== undefined;
  process.stdout.write(appRegistration(format, manifest, { redirectUri, multiTenant }));
  return Promise.resolve(0);
}

function show(answer: JsonObject, values: Values): void {
  if (values['json'] !== undefined) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const checks = Array.isArray(answer['checks'])
    ? (answer['checks'] as readonly Json[]).filter(isJsonObject)
    : [];
  for (const check of checks) {
    const { name, status, summary, feature, problem } = check;
    const of = typeof feature === 'string' ? ` (${feature})` : '';
    process.stdout.write(`${MARKS[text(status)] ?? ' '} ${text(name).padEnd(44)} ${text(summary)}${of}\n`);
    if (isJsonObject(problem)) process.stdout.write(`    → ${text(problem['remedy'])}\n`);
  }
}

function connectionOf(values: Values): string {
  const { connection } = values;
  if (connection === undefined) throw new UsageError('--connection ID is missing.');
  return connection;
}

async function main(): Promise<number> {
  const [command = '', ...rest] = process.argv.slice(2);
  const commands: Readonly<Record<string, (values: Values) => Promise<number>>> = {
    sync,
    health,
    access: answerAccess,
    doctor,
    'app-registration': register,
    evaluate,
    'what-if': answerWhatIf,
  };
  const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (chosen === undefined) throw new UsageError(`There is no command "${command}".`);
  const values = parseStrictly(rest, {
    connection: { type: 'string' },
    url: { type: 'string' },
    full: { type: 'boolean' },
    format: { type: 'string' },
    'redirect-uri': { type: 'string' },
    'multi-tenant': { type: 'boolean' },
    snapshot: { type: 'string' },
    profile: { type: 'string' },
    exemptions: { type: 'string' },
    input: { type: 'string' },
    account: { type: 'string' },
    group: { type: 'string' },
    role: { type: 'string' },
    resource: { type: 'string' },
    'as-of': { type: 'string' },
    json: { type: 'boolean' },
  });
  return chosen(values);
}

runCommand(main, USAGE);
