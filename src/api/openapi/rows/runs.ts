import { PROBLEM_RECORD } from '#plugin-host/openapi/problem-answers.js';
import {
  flag,
  guid,
  instant,
  list,
  orNull,
  quantity,
  record,
  text,
  whole,
  words,
  byName,
  type Field,
} from '#plugin-host/openapi/field.js';
import type { RevisionInfo } from '../../../inventory/read/inventory-reader.port.js';
import type {
  MassChange,
  PlannedStepView,
  ResourceStatus,
  Run,
  RunMeter,
  RunPlan,
  RunStep,
  StepEstimate,
  Way,
  WayConsidered,
} from '../../../sync/runs.port.js';
import { COMPLETENESS, RESOURCE, REVISION } from '../answers.js';

/** Kinds of runs. */
export const RUN_KINDS = ['full', 'incremental'] as const;

const KIND: Field<Run['kind']> = words(
  RUN_KINDS,
  'Full: everything is read; incremental: what changed since the last revision.',
);
const PERMISSIONS = list(text('Name of a permission.'), 'Permissions of which one suffices.');

const ESTIMATE = record<StepEstimate>('Estimate', 'What a step or run costs, by the documented prices.', {
  requests: quantity('HTTP requests; a batch counts once.'),
  batchItems: quantity('Requests within batches.'),
  resourceUnits: quantity('Resource units by which Graph throttles.'),
  durationMs: quantity('Milliseconds.'),
});

const WAY: Field<Way> = words(
  ['delta', 'list', 'expanded-list', 'batch', 'narrowed-delta'],
  'Following changes; page after page; with links shown by the list; asked for in batches; by delta queries that are ' +
    'narrowed to some groups each.',
);

const WAY_CONSIDERED = record<WayConsidered>('WayConsidered', 'A way to read, and what it would cost.', {
  way: WAY,
  estimate: orNull(ESTIMATE, 'nothing is known yet of how much there is.'),
  excluded: orNull(text('Why it is out of the question, whatever it costs.'), 'it is not.'),
});

const PLANNED_STEP = record<PlannedStepView>('PlannedStep', 'A step as a plan shows it.', {
  resource: RESOURCE,
  name: text('Name of the step.', { example: 'crawl' }),
  needs: PERMISSIONS,
  yields: list(text('Kind of object or link.'), 'What it brings.'),
  estimate: orNull(ESTIMATE, 'nothing is known yet of how much there is.'),
  way: orNull(WAY, 'there is only one way.'),
  considered: list(WAY_CONSIDERED, 'Ways that were considered; none where there is only one.'),
});

type Skipped = RunPlan['skipped'][number];

const SKIPPED = record<Skipped>('SkippedResource', 'A resource that is not read, and why.', {
  resource: RESOURCE,
  reason: words(['permission-not-granted', 'licence-missing'], 'Why it is not read.'),
  needs: PERMISSIONS,
});

/** What a run will do. */
export const RUN_PLAN = record<RunPlan>('RunPlan', 'What a run will do, or did, and why.', {
  kind: KIND,
  reason: text('Why it is of this kind.'),
  steps: list(PLANNED_STEP, 'Steps in their order.'),
  skipped: list(SKIPPED, 'What is not read.'),
  estimate: orNull(ESTIMATE, 'the estimate of a step is not known.'),
});

const STEP = record<RunStep>('RunStep', 'One step of a run.', {
  resource: RESOURCE,
  name: text('Name of the step.', { example: 'crawl' }),
  state: words(
    ['pending', 'running', 'complete', 'partial', 'refused', 'skipped'],
    'Where it stands. What is not complete is undone, so readers keep the last complete state.',
  ),
  pages: whole('Pages that were read.'),
  objects: whole('Objects that were read.'),
  expected: orNull(whole('Objects that it expects to read.'), 'nobody knows.'),
  problem: orNull(PROBLEM_RECORD, 'there is none.'),
  startedAt: orNull(instant('When it began.'), 'it has not begun.'),
  finishedAt: orNull(instant('When it ended.'), 'it has not ended.'),
});

const METER = record<RunMeter>('RunMeter', 'What reading cost.', {
  requests: quantity('HTTP requests to Graph; a batch counts once.'),
  batchItems: quantity('Requests within batches.'),
  throttled: quantity('Answers by which Graph asked to wait.'),
  resourceUnits: quantity('Resource units by which Graph throttles.'),
});

const MASS_CHANGE = record<MassChange>('MassChange', 'Rows of one kind that a run removes and adds.', {
  kind: text('Kind of object or link.', { example: 'account' }),
  before: whole('Rows before.'),
  removed: whole('Rows that it removes.'),
  added: whole('Rows that it adds.'),
  samples: list(text('Id of a removed row.'), 'At most ten of them.'),
});

/** One run. */
export const RUN = record<Run>('Run', 'One reading of the tenant.', {
  id: guid<Run['id']>('Id of the run.'),
  connectionId: guid<Run['connectionId']>('The connection.'),
  revision: whole('Revision under which it writes; readers see it once it is published.', { minimum: 1 }),
  kind: KIND,
  trigger: words(
    ['manual', 'schedule', 'connect'],
    'What started it: a person, the schedule, or connecting.',
  ),
  startedBy: orNull(text('Id of the person who started it, as the host knows them.'), 'no person did.'),
  state: words(
    [
      'queued',
      'running',
      'undoing',
      'held',
      'succeeded',
      'partial',
      'failed',
      'cancelled',
      'discarded',
      'superseded',
    ],
    'Where it stands. Held: it removes unusually much and waits for a person. The last six are final.',
  ),
  reason: orNull(
    text('Why this kind of run was chosen, or why it ended as it did.'),
    'there is nothing to say.',
  ),
  queuedAt: instant('When it was asked for.'),
  startedAt: orNull(instant('When a worker took it.'), 'none has yet.'),
  readFrom: orNull(instant('When reading began.'), 'it has not.'),
  readTo: orNull(instant('When reading ended.'), 'it has not.'),
  finishedAt: orNull(instant('When the run ended.'), 'it has not.'),
  steps: list(STEP, 'Its steps, in their order; empty until it was planned.'),
  problems: list(PROBLEM_RECORD, 'What went wrong, step by step.'),
  meter: METER,
  plan: orNull(RUN_PLAN, 'no worker has planned it yet.'),
  held: orNull(list(MASS_CHANGE, 'Why the run was held.'), 'it was not held.'),
  remainingMs: orNull(quantity('Estimated milliseconds until its end.'), 'nobody knows, or it does not run.'),
});

/** How a resource stands. */
export const RESOURCE_STATUS = record<ResourceStatus>(
  'ResourceStatus',
  'What is known of one resource of a connection.',
  {
    resource: RESOURCE,
    completeness: COMPLETENESS as Field<ResourceStatus['completeness']>,
    completeAtRevision: orNull(whole('Revision in which it was complete last.'), 'it never was.'),
    completeAt: orNull(instant('When that revision was read.'), 'it never was complete.'),
  },
);

/** Rows of a revision by kind. */
export const COUNTS = byName(whole('How many.'), 'Rows by kind, for instance accounts, groups, memberships.');

/** A published revision. */
export const REVISION_INFO = record<RevisionInfo>('Revision', 'A published revision.', {
  revision: REVISION,
  readFrom: instant('When reading the tenant began.'),
  readTo: instant('When reading the tenant ended.'),
  publishedAt: instant('When readers began to see it.'),
  counts: COUNTS,
  completeness: byName(COMPLETENESS, 'How far each resource was read.'),
});

/** Whether something is more than is shown. */
export const MORE = flag('Whether there is more than is shown; the list of its own has all.');
