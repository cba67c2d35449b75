import fc from 'fast-check';
import { RESOURCE_NAMES } from '../../inventory/resources.js';
import { CATALOGUE, LINKS_ROWS } from '../plan/catalogue.js';
import { dependentsOf } from '../plan/lanes.js';
import type { StepRow } from '../store/run-rows.js';
import { judgeOutcome } from './outcomes.js';
import { runs } from '../../../test/support/property-runs.js';

const STATES = ['complete', 'partial', 'refused', 'skipped'] as const;
const NAMES = ['read', 'watermark', 'crawl', 'close', 'follow', 'prove', 'reread'] as const;

const step = fc.record({
  resource: fc.constantFrom(...RESOURCE_NAMES),
  name: fc.constantFrom(...NAMES),
  state: fc.constantFrom(...STATES),
});
const steps = fc.array(step, { maxLength: 60 }) as unknown as fc.Arbitrary<readonly StepRow[]>;
const doubts = fc.uniqueArray(fc.constantFrom(...LINKS_ROWS.map(({ resource }) => resource as string)));

describe('given steps that ended in any way', () => {
  it('publishes a resource as complete only when every step of it and of what it starts from is complete (SYNC-02)', () => {
    fc.assert(
      fc.property(steps, doubts, (rows, doubtful) => {
        const { outcomes, undone } = judgeOutcome(rows, new Set(doubtful));
        const unread = new Set(
          RESOURCE_NAMES.filter((resource) => {
            const own = rows.filter((row) => row.resource === resource);
            return own.length === 0 || own.some((row) => row.state !== 'complete');
          }),
        );
        for (const resource of unread) {
          expect(undone).toContain(resource);
          for (const dependent of dependentsOf(resource)) expect(undone).toContain(dependent);
        }
        for (const { resource, completeness } of outcomes) {
          if (undone.includes(resource) || doubtful.includes(resource))
            expect(completeness).not.toBe('complete');
        }
      }),
      runs(300),
    );
  });

  it('calls links that were only followed complete only when their ends were, too (SYNC-02, SYNC-09)', () => {
    fc.assert(
      fc.property(steps, (rows) => {
        const { outcomes } = judgeOutcome(rows, new Set());
        const completeness = new Map(outcomes.map((outcome) => [outcome.resource, outcome] as const));
        for (const { resource, ends } of LINKS_ROWS) {
          const links = completeness.get(resource);
          if (links?.completeness === 'complete' && !links.full)
            expect(completeness.get(ends)?.completeness).toBe('complete');
        }
      }),
      runs(300),
    );
  });

  it('fails when nothing is complete, and only then (SYNC-02)', () => {
    fc.assert(
      fc.property(steps, (rows) => {
        const { outcomes, state } = judgeOutcome(rows, new Set());
        expect(outcomes).toHaveLength(new Set(CATALOGUE.map(({ resource }) => resource)).size);
        expect(state === 'failed').toBe(outcomes.every(({ completeness }) => completeness !== 'complete'));
      }),
      runs(300),
    );
  });
});
