import { readFileSync } from 'node:fs';
import { promisedIds, SPEC_FILE, specsByPromise, withChecklist } from '../support/sync-checklist.js';

describe('given the promises of sync', () => {
  const document = readFileSync(SPEC_FILE, 'utf8');
  const promised = promisedIds(document);
  const tested = [...specsByPromise().keys()].sort();

  it('are tested each, and no test carries an id that nobody promised', () => {
    expect(promised.length).toBeGreaterThan(10);
    expect(tested).toEqual([...promised].sort());
  });

  it('are each tested with cases that nobody thought of', () => {
    const byProperty = [...specsByPromise()].filter(([, specs]) =>
      specs.some((spec) => spec.endsWith('.property.spec.ts')),
    );
    expect(byProperty.map(([id]) => id).sort()).toEqual([...promised].sort());
  });

  it('are listed with the specs that test them', () => {
    expect(document).toBe(withChecklist(document));
  });
});
