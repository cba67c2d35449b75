import fc from 'fast-check';
import { runs } from '../../../test/support/property-runs.js';
import type { WayConsidered } from '../runs.port.js';
import { DELTA_ROWS, LINKS_ROWS, type DeltaRow, type LinksRow } from './catalogue.js';
import { chooseLinks, chooseObjects, type Choice, type Known } from './ways.js';

const rowOf = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new RangeError('the catalogue is empty');
  return row;
};
const LINKS: LinksRow = rowOf(LINKS_ROWS);
const OBJECTS: DeltaRow = rowOf(DELTA_ROWS);

const known: fc.Arbitrary<Known> = fc.record({
  objects: fc.option(fc.nat(250_000), { nil: undefined }),
  links: fc.option(fc.nat(15_000_000), { nil: undefined }),
  largeShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
});
const kind = fc.constantFrom('full' as const, 'incremental' as const);

const possible = ({ considered }: Choice): readonly WayConsidered[] =>
  considered.filter(({ excluded, estimate }) => excluded === null && estimate !== null);

describe('given what is known of a tenant', () => {
  it('chooses no way that another possible one clearly beats, and says what each would cost (SYNC-17)', () => {
    fc.assert(
      fc.property(known, kind, (facts, runKind) => {
        for (const choice of [chooseLinks(LINKS, facts), chooseObjects(OBJECTS, runKind, facts)]) {
          const chosen = choice.considered.find(({ way }) => way === choice.way);
          expect(chosen?.excluded).toBeNull();
          for (const { estimate } of possible(choice)) {
            expect(chosen?.estimate).not.toBeNull();
            expect(chosen?.estimate?.durationMs).toBeLessThanOrEqual((estimate?.durationMs ?? 0) + 1_000);
          }
        }
      }),
      runs(500),
    );
  });

  it('never asks for every group where few of them are large (SYNC-17)', () => {
    fc.assert(
      fc.property(known, (facts) => {
        const choice = chooseLinks(LINKS, { ...facts, largeShare: 0 });
        const groups = facts.objects ?? 0;
        if (groups > 0) expect(choice.way).toBe('expanded-list');
      }),
      runs(200),
    );
  });

  it.each([
    ['most groups are large', { objects: 5_000, links: 200_000, largeShare: 1 }, 'batch'],
    ['one group holds everybody', { objects: 1_000, links: 105_000, largeShare: 0.001 }, 'expanded-list'],
    ['nobody has looked', { objects: 5_000, links: 200_000, largeShare: undefined }, 'expanded-list'],
    ['nothing is known', { objects: undefined, links: undefined, largeShare: undefined }, 'expanded-list'],
  ] as const)('reads links as is cheapest where %s', (_, facts, way) => {
    expect(chooseLinks(LINKS, facts).way).toBe(way);
  });

  it('lists in full runs and follows in incremental ones', () => {
    const facts = { objects: 100_000, links: undefined, largeShare: undefined };
    expect(chooseObjects(OBJECTS, 'full', facts).way).toBe('list');
    expect(chooseObjects(OBJECTS, 'incremental', facts).way).toBe('delta');
  });
});
