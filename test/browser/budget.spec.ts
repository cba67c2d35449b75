import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildConsole } from '../support/console-world.js';

const DIST = join('libs', 'console', 'dist');
/** Compressed bytes of script that the first page may need. */
const FIRST_LOAD_MAX = 300_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

describe('given the build of the console', () => {
  let manifest: Manifest;

  beforeAll(() => {
    buildConsole();
    manifest = JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  }, 60_000);

  it.each([
    'pages/sign-in-page.tsx',
    'pages/overview/overview-page.tsx',
    'pages/integrations/integrations-page.tsx',
    'pages/directory/accounts-page.tsx',
    'pages/policy/overview-tab.tsx',
  ])('loads at most 300 kB of compressed script for a first look at %s', (route) => {
    const files = new Set([...filesOf(manifest, 'index.html'), ...filesOf(manifest, route)]);
    expect(files.size).toBeGreaterThan(1);
    expect(compressedOf(files)).toBeLessThan(FIRST_LOAD_MAX);
  });

  it('loads charts after the page that shows them', () => {
    const charts = Object.keys(manifest).filter((key) => key.endsWith('overview/trend.tsx'));
    expect(charts.length).toBeGreaterThan(0);
    const first = [
      ...filesOf(manifest, 'index.html'),
      ...filesOf(manifest, 'pages/overview/overview-page.tsx'),
    ];
    expect(charts.some((key) => first.includes(manifest[key]?.file ?? ''))).toBe(false);
  });
});

/** Scripts that a chunk needs before it runs. */
function filesOf(manifest: Manifest, key: string): readonly string[] {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`the build has no ${key}`);
  return [chunk.file, ...(chunk.imports ?? []).flatMap((next) => filesOf(manifest, next))];
}

function compressedOf(files: ReadonlySet<string>): number {
  const sizes = [...files].map((file) => gzipSync(readFileSync(join(DIST, file))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
