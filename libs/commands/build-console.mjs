/** Builds the console when one of its sources, or the list of packages, is newer than the last build. */
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join('libs', 'console');
const STAMP = join(SOURCE, 'dist', '.built');

const newest = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(SOURCE, 'dist')))
  .reduce(
    (latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs),
    statSync('package-lock.json').mtimeMs,
  );

const builtAt = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0;
if (builtAt < newest) {
  process.env.NODE_ENV = 'production'; // tests that start the build say "test", and would get React's slow variant
  const { build } = await import('vite');
  await build({ configFile: join(SOURCE, 'vite.config.mjs') });
  writeFileSync(STAMP, '');
}
