import { RESOURCE_NAMES } from '../../inventory/resources.js';
import { REQUIREMENTS } from '../../inventory/requirements.js';
import { workOf } from '../fetch/steps.js';
import type { StepKey } from '../store/page-store.js';
import { CATALOGUE, PARENTED_ROWS } from './catalogue.js';
import { LANES, OPENING, SETTLING } from './lanes.js';
import { makePlan, type PlanInput } from './plan.js';

const INPUT: PlanInput = {
  requested: 'full',
  grants: new Set(Object.values(REQUIREMENTS).flatMap(({ anyOf }) => anyOf.slice(0, 1))),
  links: {},
  recipe: '1',
  graphBase: 'https://graph.microsoft.com/v1.0',
  lastFullAt: undefined,
  fullNeeded: undefined,
  fullSyncDays: 7,
  now: new Date('2026-01-01T00:00:00Z'),
  counts: {},
  largeShares: {},
  licences: undefined,
};

const links = {
  accounts: { url: 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=a', recipe: '1' },
  groups: { url: 'https://graph.microsoft.com/v1.0/groups/delta?$deltatoken=b', recipe: '1' },
};

const keyOf = ({ resource, name }: StepKey): string => `${resource}.${name}`;
const inLanes = [OPENING, ...LANES, SETTLING].flat(2).map(keyOf);

describe('given the catalogue of resources', () => {
  it('has one row for each resource', () => {
    expect(CATALOGUE.map((row) => row.resource).sort()).toEqual([...RESOURCE_NAMES].sort());
  });

  it('puts every step into one lane, and has work for it', () => {
    expect(new Set(inLanes).size).toBe(inLanes.length);
    for (const step of [OPENING, ...LANES, SETTLING].flat(2)) expect(workOf(step)).toBeInstanceOf(Function);
  });

  it.each([
    ['full', INPUT],
    [
      'incremental',
      { ...INPUT, requested: 'incremental' as const, links, lastFullAt: new Date('2025-12-31T00:00:00Z') },
    ],
  ])('plans no step of a %s run that no lane runs', (kind, input) => {
    const plan = makePlan(input);
    expect(plan.kind).toBe(kind);
    expect(plan.skipped).toEqual([]);
    for (const step of plan.steps) expect(inLanes).toContain(keyOf(step));
  });

  it('plans no list of what belongs to objects that may not be read, and says what that needs', () => {
    const grants = new Set(['User.Read.All', 'RoleManagement.Read.Directory']);
    const { steps, skipped } = makePlan({ ...INPUT, grants });
    expect(steps.map(keyOf)).not.toContain('scopedRoleMembers.read');
    const { anyOf } = REQUIREMENTS.administrativeUnits;
    expect(skipped).toContainEqual({
      resource: 'scopedRoleMembers',
      reason: 'permission-not-granted',
      needs: anyOf,
    });
    expect(steps.map(keyOf)).toContain('roleAssignments.read');
  });

  it('takes every watermark first and lets accounts catch up after groups', () => {
    expect(OPENING.flat().map(keyOf)).toEqual(['accounts.watermark', 'groups.watermark']);
    const links = ['memberships.reread', 'ownerships.reread'];
    const settling = SETTLING.map((stage) => stage.map(keyOf));
    expect(settling.slice(0, 3)).toEqual([['accounts.follow'], ['accounts.prove'], links]);
    expect(settling.slice(3)).toEqual([PARENTED_ROWS.map(({ resource }) => `${resource}.read`)]);
    expect(LANES.map((lane) => lane.flat().map(keyOf))).toContainEqual([
      'groups.crawl',
      'groups.close',
      'memberships.crawl',
      'ownerships.crawl',
      'groups.follow',
      'groups.prove',
    ]);
  });
});
