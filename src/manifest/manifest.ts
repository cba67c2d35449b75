import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadManifest } from '#plugin-host/load-manifest.js';
import type { PluginManifest } from '#plugin-host/manifest.js';

const FILE = 'plugin.manifest.json';
const LEVELS_MAX = 6;

/** The manifest of this package, checked against the host API that it was built with. */
export function ownManifest(): PluginManifest {
  let directory = dirname(fileURLToPath(import.meta.url));
  for (let level = 0; level < LEVELS_MAX && !existsSync(join(directory, FILE)); level += 1) {
    directory = dirname(directory);
  }
  return loadManifest(join(directory, FILE));
}
