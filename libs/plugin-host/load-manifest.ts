import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { satisfies } from 'semver';
import { ProblemError } from '#kernel/problem.js';
import { HOST_API_VERSION } from './host.port.js';
import { MANIFEST_SCHEMA, type PluginManifest } from './manifest.js';
import { pluginHostProblems } from './plugin-host.problems.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });
// The package is CommonJS and hands its function out as `default` of the default export.
(formatsPlugin as unknown as { readonly default: (target: Ajv2020) => void }).default(ajv);
const validate = ajv.compile<PluginManifest>(MANIFEST_SCHEMA);

/**
 * Reads a manifest from a file and checks it against this host.
 * @throws ProblemError `manifest-unreadable`, `manifest-invalid`, `host-api-unsupported`
 */
export function loadManifest(file: string, hostApi: string = HOST_API_VERSION): PluginManifest {
  return checkManifest(readJson(file), hostApi);
}

/** Checks a manifest that was read already. @throws ProblemError `manifest-invalid`, `host-api-unsupported` */
export function checkManifest(document: unknown, hostApi: string = HOST_API_VERSION): PluginManifest {
  if (!validate(document)) {
    throw new ProblemError(pluginHostProblems['manifest-invalid'], {
      detail: ajv.errorsText(validate.errors),
    });
  }
  if (!satisfies(hostApi, document.hostApi)) {
    const detail = `The plugin needs ${document.hostApi}, this host has ${hostApi}.`;
    throw new ProblemError(pluginHostProblems['host-api-unsupported'], { detail });
  }
  return document;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new ProblemError(pluginHostProblems['manifest-unreadable'], { cause });
  }
}
