import { globSync, readFileSync } from 'node:fs';

/** Where the promises of sync are written down. */
export const SPEC_FILE = 'src/sync/SPEC.md';

const ID = /\bSYNC-\d\d\b/g;
const TITLE = /(?:it|describe|it\.each\([\s\S]*?\))\(\s*(['"`])(?<title>[\s\S]*?)\1/g;
const HEAD = '| id      | specs |\n| ------- | ----- |\n';

/** Ids of the promises that the document makes. */
export function promisedIds(document: string): readonly string[] {
  return [...document.matchAll(/^\| (SYNC-\d\d) \| .*\.\s*\|$/gm)].map((match) => match[1] ?? '');
}

/** Which specs carry an id in a title, by id. */
export function specsByPromise(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync(['src/**/*.spec.ts', 'libs/**/*.spec.ts', 'test/**/*.spec.ts']).sort()) {
    const titles = [...readFileSync(file, 'utf8').matchAll(TITLE)].map(
      (match) => match.groups?.['title'] ?? '',
    );
    for (const id of new Set(titles.join('\n').match(ID) ?? [])) {
      found.set(id, [...(found.get(id) ?? []), file]);
    }
  }
  return found;
}

/** The document with its checklist as the specs are now. */
export function withChecklist(document: string): string {
  const specs = specsByPromise();
  const rows = [...specs.keys()].sort().map((id) => `| ${id} | ${(specs.get(id) ?? []).join('<br>')} |\n`);
  const [before = ''] = document.split(HEAD, 1);
  return `${before}${HEAD}${rows.join('')}`;
}
