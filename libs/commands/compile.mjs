/**
 * Compiles src, libs and bench into dist when a source is newer than the last compilation. The new output takes the place
 * of the old one by a rename, so that commands may start side by side. The console is built too when its own sources
 * changed, unless the command says `--without-console`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.compiled';
const SOURCES = ['src', 'libs', 'bench', 'test/support'];
const IGNORED = ['**/*.spec.ts', '**/node_modules/**', 'libs/console/**'];
const CONSOLE = join('libs', 'console');

const newest = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith('.ts') &&
        !entry.parentPath.includes('node_modules') &&
        !entry.parentPath.startsWith(CONSOLE),
    )
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

const compiledAt = existsSync(STAMP) ? statSync(STAMP).mtimeMs : 0;
if (compiledAt < Math.max(...SOURCES.map(newest))) {
  const output = `.data/dist-${process.pid}`;
  const arguments_ = [...SOURCES, '--out-dir', output, '--quiet', '--ignore', IGNORED.join(',')];
  const { status } = spawnSync(join('node_modules', '.bin', 'swc'), arguments_, { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
  writeFileSync(join(output, '.compiled'), '');
  rmSync('dist', { recursive: true, force: true });
  try {
    renameSync(output, 'dist');
  } catch {
    rmSync(output, { recursive: true, force: true }); // another command was faster
  }
}

if (!process.argv.includes('--without-console')) await import('./build-console.mjs');
