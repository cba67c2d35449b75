import { writeFileSync } from 'node:fs';
import { ownManifest } from '../../src/manifest/manifest.js';
import { permissionsDocument, problemsDocument } from '../support/generated-docs.js';

it('writes the generated documents', () => {
  writeFileSync('docs/problems.md', problemsDocument());
  writeFileSync('docs/permissions.md', permissionsDocument(ownManifest()));
  expect(problemsDocument()).toContain('# Problems');
});
