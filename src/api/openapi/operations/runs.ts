import { connectionsProblems } from '../../../connections/connections.problems.js';
import { manifestProblems } from '../../../manifest/manifest.problems.js';
import { syncProblems } from '../../../sync/sync.problems.js';
import { json, pageOf } from '../answers.js';
import type { Described } from '../operation.js';
import { idParameter, limitUpTo, CURSOR, wordParameter } from '../parameters.js';
import { OF_CONNECTION, OF_IDENTITY_PLATFORM } from '../problem-sets.js';
import { RUN, RUN_KINDS, RUN_PLAN } from '../rows/runs.js';

/** Runs of a page at most. */
export const RUNS_MAX = 200;
/** Characters of the reason for a decision at most. */
export const DECISION_REASON_MAX = 500;

const RUN_ID = [idParameter('runId', 'Id of the run.')];
const OF_RUN = [...OF_CONNECTION, syncProblems['run-not-found']];
const OF_HELD_RUN = [...OF_RUN, syncProblems['run-not-held'], syncProblems['run-superseded']];
const COMING_SOON = manifestProblems['entry-coming-soon'];
const NOT_CONNECTED = connectionsProblems['connection-not-connected'];

const DECISION = {
  required: true,
  schema: {
    type: 'object',
    required: ['revision', 'reason'],
    properties: {
      revision: {
        type: 'integer',
        minimum: 1,
        description: 'Number of the held revision, as it was looked at.',
      },
      reason: {
        type: 'string',
        minLength: 1,
        maxLength: DECISION_REASON_MAX,
        description: 'Why, for the activity log.',
      },
    },
  },
} as const;

/** POST runs */
export const START_RUN: Described = {
  method: 'POST',
  path: '',
  operationId: 'startRun',
  summary: 'Starts a run; while one is open, that one is answered.',
  description: 'A run that is held for its removals is superseded by the new one.',
  needs: 'manage',
  body: {
    required: false,
    schema: {
      type: 'object',
      properties: {
        kind: {
          type: 'string',
          enum: [...RUN_KINDS],
          default: 'incremental',
          description: 'Full reads everything; incremental what changed, where that is possible.',
        },
      },
    },
  },
  answer: json(RUN, 'The run, queued or already going on.', 202),
  problems: [...OF_CONNECTION, NOT_CONNECTED, COMING_SOON],
};

/** GET runs */
export const LIST_RUNS: Described = {
  method: 'GET',
  path: '',
  operationId: 'listRuns',
  summary: 'Runs of a connection, newest first.',
  needs: 'read',
  query: [limitUpTo(RUNS_MAX), CURSOR],
  answer: pageOf(RUN, 'A page of runs.'),
  problems: OF_CONNECTION,
};

/** GET runs/{runId} */
export const GET_RUN: Described = {
  method: 'GET',
  path: ':runId',
  operationId: 'getRun',
  summary: 'One run with its steps, problems and cost.',
  needs: 'read',
  pathParameters: RUN_ID,
  answer: json(RUN, 'The run.'),
  problems: OF_RUN,
};

/** GET runs/{runId}/events */
export const WATCH_RUN: Described = {
  method: 'SSE',
  path: ':runId/events',
  operationId: 'watchRun',
  summary: 'The run as server-sent events, until it has ended.',
  description:
    'Each event is called `run` and has the run as JSON: at once, on each change, and when it has ended.',
  needs: 'read',
  pathParameters: RUN_ID,
  answer: {
    status: 200,
    description: 'Events called `run`; the data of each is a run as JSON.',
    content: {
      'text/event-stream': {
        schema: {
          type: 'string',
          description: 'Server-sent events.',
          'x-event-data': RUN.schema,
        },
        example: 'event: run\nid: 1\ndata: {"id":"…","state":"running"}\n\n',
      },
    },
  },
  problems: OF_RUN,
};

/** POST runs/{runId}/cancel */
export const CANCEL_RUN: Described = {
  method: 'POST',
  path: ':runId/cancel',
  operationId: 'cancelRun',
  summary: 'Stops a run and undoes what it wrote.',
  description: 'A run that has ended is answered as it is.',
  needs: 'manage',
  pathParameters: RUN_ID,
  answer: json(RUN, 'The run, which stops soon.', 202),
  problems: OF_RUN,
};

/** POST runs/{runId}/release */
export const RELEASE_RUN: Described = {
  method: 'POST',
  path: ':runId/release',
  operationId: 'releaseRun',
  summary: 'Publishes a run that was held for its many removals.',
  needs: 'manage',
  pathParameters: RUN_ID,
  body: DECISION,
  answer: json(RUN, 'The run, published.'),
  problems: OF_HELD_RUN,
};

/** POST runs/{runId}/discard */
export const DISCARD_RUN: Described = {
  method: 'POST',
  path: ':runId/discard',
  operationId: 'discardRun',
  summary: 'Undoes a run that was held for its many removals.',
  needs: 'manage',
  pathParameters: RUN_ID,
  body: DECISION,
  answer: json(RUN, 'The run, undone.'),
  problems: OF_HELD_RUN,
};

/** GET plan */
export const PREVIEW_RUN: Described = {
  method: 'GET',
  path: '',
  operationId: 'previewRun',
  summary: 'What a run would read now, what it would skip and why, and what it would cost.',
  description: 'Asks Microsoft for a token, to know what is granted; reads nothing of the tenant.',
  needs: 'read',
  query: [wordParameter('kind', RUN_KINDS, 'Kind of run; incremental where it is left out.')],
  answer: json(RUN_PLAN, 'The plan.'),
  problems: [...OF_CONNECTION, NOT_CONNECTED, COMING_SOON, ...OF_IDENTITY_PLATFORM],
};
