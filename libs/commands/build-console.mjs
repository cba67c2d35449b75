/** Builds the console when one of its sources, or the list of packages, is newer than the last build. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

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
  for (const line of sizes()) process.stderr.write(`${line}\n`);
}

/** Compressed script that a first look at some pages loads; a test holds it below 300 kB. */
function sizes() {
  const manifest = JSON.parse(readFileSync(join(SOURCE, 'dist', '.vite', 'manifest.json'), 'utf8'));
  const files = (key) => [manifest[key].file, ...(manifest[key].imports ?? []).flatMap(files)];
  const size = (file) => gzipSync(readFileSync(join(SOURCE, 'dist', file))).length;
  return ['sign-in-page', 'integrations/integrations-page', 'overview/overview-page'].map((page) => {
    const loaded = new Set([...files('index.html'), ...files(`pages/${page}.tsx`)]);
    const bytes = [...loaded].reduce((sum, file) => sum + size(file), 0);
    return `console: ${page} loads ${Math.round(bytes / 1_000)} kB of compressed script`;
  });
}
