import { readFileSync } from 'node:fs';
import { systemClock } from '#kernel/clock.js';
import { isGuid } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import { createRandom } from '#kernel/random.js';
import { Secret } from '#kernel/secret.js';
import { parseDatabaseUrl } from '#storage/database-url.js';
import type { AppRegistrationOptions, Cloud, EndpointOptions, EntraIdOptions } from './entra-id.options.js';
import { staticKeyProvider } from './key-providers.js';
import { optionsProblems } from './options.problems.js';
import type { AppProof, ResolvedEndpoints, ResolvedOptions } from './resolved-options.js';

/** Path of every route of the plugin below the public address. */
export const BASE_PATH = '/integrations/azure-entra-id';

/** Source: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const CLOUDS: Readonly<Record<Cloud, readonly [authority: string, graph: string]>> = {
  global: ['https://login.microsoftonline.com', 'https://graph.microsoft.com'],
  usgov: ['https://login.microsoftonline.us', 'https://graph.microsoft.us'],
  usgovdod: ['https://login.microsoftonline.us', 'https://dod-graph.microsoft.us'],
  china: ['https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn'],
};

const DEFAULTS = { retentionDays: 400, fullSyncDays: 7, breaker: { share: 0.1, count: 25 } } as const;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Collects what is wrong, so that one start names everything. */
class Complaints {
  readonly #list: string[] = [];

  check(holds: boolean, complaint: string): void {
    if (!holds) this.#list.push(complaint);
  }

  /** The value, or undefined with a complaint when making it fails. */
  try<Value>(make: () => Value, complaint: string): Value | undefined {
    try {
      return make();
    } catch (error) {
      this.#list.push(error instanceof ProblemError ? `${complaint}: ${error.problem.remedy}` : complaint);
      return undefined;
    }
  }

  raise(): void {
    if (this.#list.length === 0) return;
    throw new ProblemError(optionsProblems['options-invalid'], { detail: this.#list.join(' ') });
  }
}

/**
 * Checks options and fills in the defaults.
 * @throws ProblemError `options-invalid`, whose detail names every fault and no value
 */
export function resolveOptions(options: EntraIdOptions): ResolvedOptions {
  const complaints = new Complaints();
  checkNumbers(options, complaints);
  const publicUrl = typeof options.publicUrl === 'string' ? options.publicUrl.replace(/\/+$/, '') : '';
  complaints.check(
    isPublicUrl(publicUrl),
    'publicUrl must be an https address (http on the loopback interface only).',
  );
  const keyProvider = complaints.try(
    () => options.keyProvider ?? staticKeyProvider([options.encryptionKey ?? '']),
    'encryptionKey must be 32 bytes in base64, or give a keyProvider.',
  );
  const both = options.encryptionKey !== undefined && options.keyProvider !== undefined;
  complaints.check(!both, 'Give encryptionKey or keyProvider, not both.');
  const database = complaints.try(() => locateDatabase(options), 'databaseUrl');
  const app = resolveApp(options.app, complaints);
  const endpoints = resolveEndpoints(options.cloud ?? 'global', options.endpoints, complaints);
  complaints.raise();
  if (keyProvider === undefined || database === undefined) throw new TypeError('complaints were raised');
  return {
    publicUrl,
    callbackUrl: `${publicUrl}${BASE_PATH}/callback`,
    hostPage: options.hostPage ?? `${publicUrl}/organization-settings/integrations`,
    database,
    keyProvider,
    app,
    endpoints,
    allowSharedTenants: options.allowSharedTenants ?? false,
    retentionDays: options.retentionDays ?? DEFAULTS.retentionDays,
    fullSyncDays: options.fullSyncDays ?? DEFAULTS.fullSyncDays,
    breaker: options.breaker ?? DEFAULTS.breaker,
    availability: options.availability,
    directorySink: options.directorySink,
    checkResultSink: options.checkResultSink,
    eventSink: options.eventSink,
    clock: options.clock ?? systemClock,
    random: options.random ?? createRandom(process.hrtime.bigint().toString()),
  };
}

function checkNumbers(options: EntraIdOptions, complaints: Complaints): void {
  const { retentionDays, fullSyncDays, breaker } = options;
  const within = (value: number | undefined, min: number, max: number): boolean =>
    value === undefined || (Number.isFinite(value) && value >= min && value <= max);
  complaints.check(within(retentionDays, 1, 3_650), 'retentionDays must be 1 to 3650.');
  complaints.check(within(fullSyncDays, 1, 7), 'fullSyncDays must be 1 to 7.');
  if (breaker === undefined || breaker === 'off') return;
  complaints.check(within(breaker.share, 0, 1), 'breaker.share must be 0 to 1.');
  complaints.check(within(breaker.count, 0, Number.MAX_SAFE_INTEGER), 'breaker.count must not be negative.');
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  if (search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function locateDatabase(options: EntraIdOptions): ResolvedOptions['database'] {
  if (options.database !== undefined) return { kind: 'borrowed', pglite: options.database.pglite };
  return parseDatabaseUrl(options.databaseUrl ?? 'pglite:./.data/entra');
}

function resolveApp(app: AppRegistrationOptions | undefined, complaints: Complaints): ResolvedOptions['app'] {
  if (app === undefined) return undefined;
  complaints.check(isGuid(app.clientId), 'app.clientId must be a GUID.');
  const proofs = proofsOf(app);
  const [proof] = proofs;
  complaints.check(
    proofs.length === 1,
    'app needs exactly one of clientSecret, certificate and federatedAssertion.',
  );
  return proof === undefined ? undefined : { clientId: app.clientId.toLowerCase(), proof };
}

function proofsOf(app: AppRegistrationOptions): readonly AppProof[] {
  const { clientSecret, certificate, federatedAssertion } = app;
  const proofs: AppProof[] = [];
  if (clientSecret !== undefined) proofs.push({ kind: 'secret', secret: new Secret(clientSecret) });
  if (certificate !== undefined) {
    const { thumbprintSha256, privateKey } = certificate;
    proofs.push({ kind: 'certificate', thumbprintSha256, privateKey: new Secret(privateKey) });
  }
  if (federatedAssertion !== undefined) proofs.push({ kind: 'federated', assertion: federatedAssertion });
  return proofs;
}

/** Other addresses than Microsoft's are accepted on the loopback interface only: tokens must not go elsewhere. */
function resolveEndpoints(
  cloud: Cloud,
  endpoints: EndpointOptions | undefined,
  complaints: Complaints,
): ResolvedEndpoints {
  if (endpoints === undefined) {
    const [authority, graphOrigin] = CLOUDS[cloud];
    return { authority, graphOrigin, graphVersionPath: '/v1.0', caPem: undefined, isUnlimited: false };
  }
  const graph = URL.canParse(endpoints.graph) ? new URL(endpoints.graph) : undefined;
  const authority = URL.canParse(endpoints.authority) ? new URL(endpoints.authority) : undefined;
  const onLoopback = [graph, authority].every(
    (url) => url?.protocol === 'https:' && LOOPBACK.has(url.hostname),
  );
  complaints.check(onLoopback, 'endpoints must be https addresses on the loopback interface.');
  const caPem = complaints.try(
    () => readFileSync(endpoints.caFile, 'utf8'),
    'endpoints.caFile cannot be read.',
  );
  return {
    authority: authority?.origin ?? '',
    graphOrigin: graph?.origin ?? '',
    graphVersionPath: graph?.pathname.replace(/\/$/, '') ?? '',
    caPem,
    isUnlimited: endpoints.limits === 'none',
  };
}
