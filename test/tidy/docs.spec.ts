import { readFileSync } from 'node:fs';
import { PROBLEMS } from '../../src/problem-catalogue.js';
import { ownManifest } from '../../src/manifest/manifest.js';
import { apiMarkdown } from '../support/api-document.js';
import { checksDocument } from '../support/checks-document.js';
import { permissionsDocument, problemsDocument } from '../support/generated-docs.js';

describe('given the documents that are generated', () => {
  it('docs/problems.md lists every problem', () => {
    expect(readFileSync('docs/problems.md', 'utf8')).toBe(problemsDocument());
  });

  it('docs/permissions.md lists every permission', () => {
    expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionsDocument(ownManifest()));
  });
});

describe('given the document of the checks', () => {
  it('docs/checks.md lists every check of both profiles', () => {
    expect(readFileSync('docs/checks.md', 'utf8')).toBe(checksDocument());
  });
});

describe('given the document of the HTTP API', () => {
  it('docs/api.md lists every operation', async () => {
    const written = readFileSync('docs/api.md', 'utf8');
    expect(written).toBe(await apiMarkdown());
    expect(written).toContain('`listEffectivePrivileges`');
  });
});

describe('given the problem catalogue', () => {
  it('has each code once, in kebab case, with a sentence and a remedy', () => {
    const codes = PROBLEMS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, title, remedy } of PROBLEMS) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).toMatch(/\.$/);
      expect(remedy).toMatch(/\.$|elsewhere/);
    }
  });
});

describe('given the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

  it('shows the two commands literally', () => {
    expect(readme).toContain('npm ci && npm run demo');
    expect(readme).toContain('npm ci && npm test');
  });

  it('names only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => match[1] ?? '');
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });
});
