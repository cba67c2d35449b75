import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import { ProblemError } from '#kernel/problem.js';
import { loadManifest } from './load-manifest.js';
import type { PluginManifest } from './manifest.js';
import { pluginHostProblems } from './plugin-host.problems.js';

/** A plugin that fits the host, with the package it comes from loaded. */
export interface LoadedPlugin {
  readonly manifest: PluginManifest;
  /** What the package exports. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Where a manifest is: its file, and how the package beside it is imported. */
interface Found {
  readonly manifestFile: string;
  readonly entry: string;
}

/**
 * Loads a plugin by the path of its manifest, or by the name of its npm package as seen from `from`.
 * @throws ProblemError `manifest-unreadable`, `manifest-invalid`, `host-api-unsupported`
 */
export async function loadPlugin(reference: string, from: string): Promise<LoadedPlugin> {
  const { manifestFile, entry } = find(reference, from);
  const manifest = loadManifest(manifestFile);
  const exports = (await import(entry)) as Readonly<Record<string, unknown>>;
  if (!(manifest.module in exports)) {
    const detail = `The package does not export ${manifest.module}.`;
    throw new ProblemError(pluginHostProblems['manifest-invalid'], { detail });
  }
  return { manifest, exports };
}

function find(reference: string, from: string): Found {
  try {
    const isPath = reference.startsWith('.') || isAbsolute(reference);
    const require = createRequire(pathToFileURL(join(resolve(from), 'package.json')));
    const manifestFile = isPath
      ? resolve(from, reference)
      : require.resolve(`${reference}/plugin.manifest.json`);
    return { manifestFile, entry: entryOf(dirname(manifestFile)) };
  } catch (cause) {
    const detail = `Nothing was found for ${reference}.`;
    throw new ProblemError(pluginHostProblems['manifest-unreadable'], { detail, cause });
  }
}

/** The main export of the package in a directory. */
function entryOf(directory: string): string {
  const text = readFileSync(join(directory, 'package.json'), 'utf8');
  const { exports } = JSON.parse(text) as {
    readonly exports: { readonly '.': { readonly default: string } };
  };
  return pathToFileURL(join(directory, exports['.'].default)).href;
}
