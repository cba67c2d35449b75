import type { Json } from '#kernel/json.js';
import { RESOURCES, type ResourceName } from '../../inventory/resources.js';
import type { Licence } from '../../inventory/licences.js';
import { isGranted, REQUIREMENTS } from '../../inventory/requirements.js';
import type { RunKind, RunPlan } from '../runs.port.js';
import type { PlannedStep } from '../store/run-rows.js';
import type { StepName } from '../store/page-store.js';
import {
  CATALOGUE,
  DELTA_ROWS,
  type CatalogueRow,
  type DeltaResource,
  type LinkResource,
} from './catalogue.js';
import { sourceOf } from './lanes.js';
import { estimateRun, estimateStep, type KnownCounts } from './estimate.js';
import { chooseLinks, chooseObjects, type Choice } from './ways.js';

/** A delta link that belongs to the published revision. */
export interface PublishedLink {
  readonly url: string;
  readonly recipe: string;
}

/** All that a plan depends on. */
export interface PlanInput {
  readonly requested: RunKind;
  readonly grants: ReadonlySet<string>;
  readonly links: Readonly<Partial<Record<DeltaResource, PublishedLink>>>;
  readonly recipe: string;
  /** Address of Graph with its version; links to elsewhere are not followed. */
  readonly graphBase: string;
  /** When followed resources were last read in full; undefined when never. */
  readonly lastFullAt: Date | undefined;
  /** Why an earlier run asked for a full one. */
  readonly fullNeeded: string | undefined;
  readonly fullSyncDays: number;
  readonly now: Date;
  /** Licences of the tenant as last published; undefined when they were never read. */
  readonly licences: ReadonlySet<Licence> | undefined;
  /** Objects of the last revision by resource, as expectation for progress. */
  readonly counts: Readonly<Record<string, number>>;
  /** Share of groups with more links than `$expand` shows, by link resource, as far as anybody has looked. */
  readonly largeShares: Readonly<Partial<Record<LinkResource, number>>>;
}

/** What a run will do, and why. */
export interface Plan {
  readonly kind: RunKind;
  readonly reason: string;
  readonly steps: readonly PlannedStep[];
  /** Resources that are not read, and why. */
  readonly skipped: readonly SkippedResource[];
  /** How resources are read that can be read in several ways. */
  readonly choices: Readonly<Partial<Record<ResourceName, Choice>>>;
}

/** A resource that a run does not read. */
export interface SkippedResource {
  readonly resource: ResourceName;
  readonly reason: 'permission-not-granted' | 'licence-missing';
  /** Any one of these would do: permissions, or licences. */
  readonly needs: readonly string[];
}

const DAY_MS = 86_400_000;

/** Chooses the kind of run and its steps. Pure: the same input gives the same plan. */
export function makePlan(input: PlanInput): Plan {
  const { kind, reason } = chooseKind(input);
  const skipped = CATALOGUE.flatMap((row) => whySkipped(row.resource, input) ?? []);
  const names = new Set(skipped.map((skip) => skip.resource));
  const read = CATALOGUE.filter((row) => !names.has(row.resource));
  const choices = Object.fromEntries(
    read.flatMap((row) => {
      const choice = choose(row, kind, input);
      return choice === undefined ? [] : [[row.resource, choice] as const];
    }),
  ) as Plan['choices'];
  const steps = read.flatMap((row) => stepsOf(row, kind, input, choices[row.resource]));
  return { kind, reason, skipped, steps, choices };
}

function choose(row: CatalogueRow, kind: RunKind, { counts, largeShares }: PlanInput): Choice | undefined {
  if (row.work === 'delta')
    return chooseObjects(row, kind, {
      objects: counts[row.resource],
      links: undefined,
      largeShare: undefined,
    });
  if (row.work !== 'links' || kind !== 'full') return undefined;
  const { resource, of } = row;
  return chooseLinks(row, {
    objects: counts[of],
    links: counts[resource],
    largeShare: largeShares[resource],
  });
}

/**
 * Nobody knows the licences of a tenant that was never read: then reading shows whether they suffice. What is listed for
 * objects that are not read is not read either, for the same reason.
 */
function whySkipped(resource: ResourceName, input: PlanInput): SkippedResource | undefined {
  const { anyOf, licence } = REQUIREMENTS[resource];
  if (!isGranted(resource, input.grants)) return { resource, reason: 'permission-not-granted', needs: anyOf };
  if (licence !== undefined && input.licences?.has(licence) === false)
    return { resource, reason: 'licence-missing', needs: [licence] };
  const source = sourceOf(resource);
  const parent = source === undefined ? undefined : whySkipped(source, input);
  return parent === undefined ? undefined : { ...parent, resource };
}

function chooseKind(input: PlanInput): { readonly kind: RunKind; readonly reason: string } {
  const why = reasonForFull(input);
  if (why !== undefined) return { kind: 'full', reason: why };
  return { kind: 'incremental', reason: 'Follows the changes since the last published revision.' };
}

function reasonForFull(input: PlanInput): string | undefined {
  if (input.requested === 'full') return 'A full run was asked for.';
  if (input.lastFullAt === undefined) return 'The tenant was never read in full.';
  if (input.fullNeeded !== undefined) return input.fullNeeded;
  const granted = DELTA_ROWS.filter((row) => isGranted(row.resource, input.grants));
  const links = granted.map((row) => input.links[row.resource]);
  if (links.some((link) => link === undefined)) return 'There is no delta link to go on from.';
  if (links.some((link) => link?.url.startsWith(`${input.graphBase}/`) === false))
    return 'Microsoft Graph is reached under another address than before.';
  if (links.some((link) => link?.recipe !== input.recipe))
    return 'The plugin reads other properties than before.';
  const ageMs = input.now.getTime() - input.lastFullAt.getTime();
  if (ageMs >= input.fullSyncDays * DAY_MS) return `The last full run is ${input.fullSyncDays} days old.`;
  return undefined;
}

function stepsOf(
  row: CatalogueRow,
  kind: RunKind,
  input: PlanInput,
  choice: Choice | undefined,
): readonly PlannedStep[] {
  const { resource } = row;
  const step = (name: StepName): PlannedStep => ({ resource, name });
  const expected = input.counts[resource] ?? null;
  switch (row.work) {
    case 'list':
    case 'parented':
    case 'facts':
      return [{ ...step('read'), expected }];
    case 'links':
      return kind === 'full'
        ? [{ ...step('crawl'), expected, cursor: { way: choice?.way ?? null } }, step('reread')]
        : [step('reread')];
    case 'delta': {
      if (kind === 'full')
        return [
          step('watermark'),
          { ...step('crawl'), expected },
          step('close'),
          step('follow'),
          step('prove'),
        ];
      const cursor: Json = { url: input.links[row.resource]?.url ?? null };
      return [{ ...step('follow'), cursor }, step('prove')];
    }
  }
}

/** The step that does what was chosen; the others are the same in every way. */
const READING: Readonly<Record<RunKind, StepName>> = { full: 'crawl', incremental: 'follow' };

/** A plan as people are shown it, with estimates from the objects of the last revision. */
export function viewOf(plan: Plan, counts: KnownCounts): RunPlan {
  const steps = plan.steps.map(({ resource, name }) => {
    const { objects, links } = RESOURCES[resource];
    const needs = REQUIREMENTS[resource].anyOf;
    const choice = name === READING[plan.kind] ? plan.choices[resource] : undefined;
    const chosen = choice?.considered.find(({ way }) => way === choice.way)?.estimate;
    return {
      resource,
      name,
      needs,
      yields: [...objects, ...links],
      estimate: estimateStep({ resource, name }, counts) ?? chosen ?? null,
      way: choice?.way ?? null,
      considered: choice?.considered ?? [],
    };
  });
  const { kind, reason, skipped } = plan;
  return { kind, reason, steps, skipped, estimate: estimateRun(steps) };
}
