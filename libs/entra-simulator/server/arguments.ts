import { UsageError } from '#kernel/usage-error.js';
import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { Json, JsonObject } from '#kernel/json.js';
import { parseFaults } from '../faults.js';
import { permissionsOf } from '../identity/registrations.js';
import type { LicenceLevel, SimulatorOptions, TenantDocument } from '../model.js';
import { SIMULATOR_DEFAULTS } from '../simulator.js';

/** Options that describe a tenant, shared by every command that simulates one. */
export const TENANT_ARGUMENTS = {
  users: { type: 'string' },
  groups: { type: 'string' },
  'members-per-group': { type: 'string' },
  seed: { type: 'string' },
  'latency-ms': { type: 'string' },
  throttle: { type: 'string' },
  faults: { type: 'string' },
  licence: { type: 'string' },
  grants: { type: 'string' },
  'page-size-max': { type: 'string' },
  tenant: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

type TenantValues = Readonly<Partial<Record<keyof typeof TENANT_ARGUMENTS, string | undefined>>>;

/** Reads the options of a simulated tenant from parsed arguments. @throws UsageError */
export function tenantOptions(values: TenantValues): SimulatorOptions {
  return {
    users: whole(values.users, 'users', SIMULATOR_DEFAULTS.users),
    groups: whole(values.groups, 'groups', SIMULATOR_DEFAULTS.groups),
    membersPerGroup: whole(
      values['members-per-group'],
      'members-per-group',
      SIMULATOR_DEFAULTS.membersPerGroup,
    ),
    seed: whole(values.seed, 'seed', SIMULATOR_DEFAULTS.seed),
    latencyMs: whole(values['latency-ms'], 'latency-ms', 0),
    pageSizeMax: whole(values['page-size-max'], 'page-size-max', SIMULATOR_DEFAULTS.pageSizeMax),
    throttle: oneOf(values.throttle, 'throttle', ['on', 'off'], 'off') === 'on',
    licence: oneOf<LicenceLevel>(values.licence, 'licence', ['free', 'p1', 'p2'], 'p2'),
    grants: permissionsOf(values.grants ?? 'extended'),
    faults:
      values.faults === undefined ? undefined : parseFaults(readJson(values.faults, 'faults') as JsonObject),
    tenant:
      values.tenant === undefined
        ? undefined
        : (readJson(values.tenant, 'tenant') as unknown as TenantDocument),
  };
}

/** Parses arguments strictly. @throws UsageError */
export function parseStrictly(
  argv: readonly string[],
  options: ParseArgsOptionsConfig,
): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: false });
    const entries = Object.entries(values).map(([name, value]) => [name, value === true ? 'true' : value]);
    return Object.fromEntries(entries) as Record<string, string | undefined>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments cannot be understood');
  }
}

/** A whole number that is not negative. @throws UsageError */
export function whole(text: string | undefined, name: string, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new UsageError(`--${name} is a whole number, not "${text}"`);
  return value;
}

/** One of a few words. @throws UsageError */
export function oneOf<Word extends string>(
  text: string | undefined,
  name: string,
  words: readonly Word[],
  fallback: Word,
): Word {
  if (text === undefined) return fallback;
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new UsageError(`--${name} is one of ${words.join(', ')}, not "${text}"`);
  return word;
}

function readJson(file: string, name: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new UsageError(`--${name}: ${file} cannot be read as JSON: ${reason}`);
  }
}
