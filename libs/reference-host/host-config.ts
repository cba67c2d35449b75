import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** How the reference host runs, read from the environment once. */
export interface HostConfig {
  readonly port: number;
  /** Origin under which browsers reach the host, without a trailing slash. */
  readonly publicUrl: string;
  readonly databaseUrl: string | undefined;
  /** Directory of the embedded database and of generated keys; undefined keeps everything in memory. */
  readonly dataDirectory: string | undefined;
  /** Base64 keys, the current one first; empty generates one in the data directory. */
  readonly encryptionKeys: readonly string[];
  readonly sessionSecret: string | undefined;
  /** Manifest paths or package names. */
  readonly plugins: readonly string[];
  /** Options that are handed to the Entra ID plugin. */
  readonly entra: EntraConfig;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** App registration and cloud, as the plugin's options name them. */
export interface EntraConfig {
  readonly app:
    | {
        readonly clientId: string;
        readonly clientSecret?: string;
        readonly certificate?: { readonly thumbprintSha256: string; readonly privateKey: string };
      }
    | undefined;
  readonly cloud: 'global' | 'usgov' | 'usgovdod' | 'china';
  readonly endpoints:
    | {
        readonly authority: string;
        readonly graph: string;
        readonly caFile: string;
        readonly limits?: 'microsoft' | 'none';
      }
    | undefined;
  readonly breaker: 'off' | undefined;
}

/** Raised with every variable that is missing or malformed. */
export class HostConfigError extends Error {
  override readonly name = 'HostConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const CLOUDS = ['global', 'usgov', 'usgovdod', 'china'] as const;
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the environment. @throws HostConfigError that names every variable at fault, and none of their values */
export function readHostConfig(environment: Environment): HostConfig {
  const faults: string[] = [];
  const value = (name: string): string | undefined => {
    const text = environment[name]?.trim();
    return text === undefined || text === '' ? undefined : text;
  };
  const port = Number(value('PORT') ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push('PORT is a number from 0 to 65535.');
  const publicUrl = (value('PUBLIC_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!URL.canParse(publicUrl)) faults.push('PUBLIC_URL is an address such as https://compliance.example.');
  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    faults.push('DATABASE_URL is an address such as postgresql://user@host/database.');
  }
  const encryptionKeys = list(value('ENCRYPTION_KEYS'));
  if (encryptionKeys.some((key) => Buffer.from(key, 'base64').length !== 32)) {
    faults.push('ENCRYPTION_KEYS holds keys of 32 bytes in base64, separated by commas.');
  }
  const cloud = oneOf(value('ENTRA_CLOUD') ?? 'global', CLOUDS, 'ENTRA_CLOUD', faults);
  const logLevel = oneOf(value('LOG_LEVEL') ?? 'info', LEVELS, 'LOG_LEVEL', faults);
  const app = readApp(value, faults);
  if (faults.length > 0) throw new HostConfigError(faults.join('\n'));
  return {
    port,
    publicUrl,
    databaseUrl,
    dataDirectory: resolve(value('DATA_DIR') ?? join('.data', 'host')),
    encryptionKeys,
    sessionSecret: value('SESSION_SECRET'),
    plugins: list(value('PLUGINS') ?? './plugin.manifest.json'),
    entra: { app, cloud, endpoints: undefined, breaker: undefined },
    logLevel,
  };
}

/** A file of the data directory, which only its owner may enter. */
export function dataFile(config: Pick<HostConfig, 'dataDirectory'>, name: string): string | undefined {
  if (config.dataDirectory === undefined) return undefined;
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  return join(config.dataDirectory, name);
}

function readApp(value: (name: string) => string | undefined, faults: string[]): EntraConfig['app'] {
  const clientId = value('ENTRA_CLIENT_ID');
  const clientSecret = value('ENTRA_CLIENT_SECRET');
  const thumbprint = value('ENTRA_CERTIFICATE_THUMBPRINT');
  const privateKey = value('ENTRA_CERTIFICATE_KEY');
  if (clientId === undefined) {
    if (clientSecret !== undefined || thumbprint !== undefined) faults.push('ENTRA_CLIENT_ID is missing.');
    return undefined;
  }
  if (!GUID.test(clientId)) faults.push('ENTRA_CLIENT_ID is a GUID.');
  if (clientSecret !== undefined) return { clientId, clientSecret };
  if (thumbprint !== undefined && privateKey !== undefined) {
    return { clientId, certificate: { thumbprintSha256: thumbprint, privateKey } };
  }
  faults.push('ENTRA_CLIENT_SECRET, or ENTRA_CERTIFICATE_THUMBPRINT and ENTRA_CERTIFICATE_KEY, is missing.');
  return undefined;
}

function list(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function oneOf<Word extends string>(
  text: string,
  words: readonly [Word, ...Word[]],
  name: string,
  faults: string[],
): Word {
  const known = words.find((word) => word === text);
  if (known === undefined) faults.push(`${name} is one of ${words.join(', ')}.`);
  return known ?? words[0];
}
