import { readFileSync, writeFileSync } from 'node:fs';
import { ownManifest } from '../../src/manifest/manifest.js';
import { apiMarkdown } from '../support/api-document.js';
import { checksDocument } from '../support/checks-document.js';
import { permissionsDocument, problemsDocument } from '../support/generated-docs.js';
import { SPEC_FILE, withChecklist } from '../support/sync-checklist.js';

it('writes the generated documents', async () => {
  writeFileSync('docs/api.md', await apiMarkdown());
  writeFileSync('docs/problems.md', problemsDocument());
  writeFileSync('docs/permissions.md', permissionsDocument(ownManifest()));
  writeFileSync(SPEC_FILE, withChecklist(readFileSync(SPEC_FILE, 'utf8')));
  writeFileSync('docs/checks.md', checksDocument());
  expect(problemsDocument()).toContain('# Problems');
});
