import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query as QueryParam,
  Sse,
  UseFilters,
  UseGuards,
  type MessageEvent,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Observable } from 'rxjs';
import { SYNC_RUNS, type HeldDecision, type Run, type RunKind, type SyncRuns } from '../sync/runs.port.js';
import { BASE_PATH } from './base-path.js';
import {
  bodyOf,
  connectionIdOf,
  invalid,
  one,
  pageRequest,
  runIdOf,
  word,
  type Query,
} from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

const KINDS: readonly RunKind[] = ['full', 'incremental'];
const RUNS_MAX = 200;

const DECISION = {
  schema: {
    type: 'object',
    required: ['revision', 'reason'],
    properties: { revision: { type: 'integer' }, reason: { type: 'string' } },
  },
};

/** Starting, watching and deciding on runs. */
@ApiTags('Runs')
@Controller(`${BASE_PATH}/connections/:id/runs`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class RunsController {
  constructor(@Inject(SYNC_RUNS) private readonly runs: SyncRuns) {}

  @Post()
  @HttpCode(202)
  @Needs('manage')
  @ApiOperation({
    operationId: 'startRun',
    summary: 'Starts a run; while one is open, that one is answered.',
  })
  @ApiBody({ required: false, schema: { type: 'object', properties: { kind: { enum: [...KINDS] } } } })
  start(@CurrentCaller() caller: ApiCaller, @Param('id') id: string, @Body() body: unknown): Promise<Run> {
    const kind = word(bodyOf(body), 'kind', KINDS) ?? 'incremental';
    return this.runs.start(caller.organizationId, connectionIdOf(id), kind, 'manual');
  }

  @Get()
  @Needs('read')
  @ApiOperation({ operationId: 'listRuns', summary: 'Runs of a connection, newest first.' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  async list(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { limit: asked, cursor } = pageRequest(query);
    const limit = Math.min(asked, RUNS_MAX);
    const before = cursor === undefined ? undefined : Number(cursor);
    if (before !== undefined && !/^\d{1,9}$/.test(cursor ?? ''))
      throw invalid('cursor is none of this list.');
    const runs = await this.runs.list(caller.organizationId, connectionIdOf(id), {
      limit: limit + 1,
      before,
    });
    const items = runs.slice(0, limit);
    return { items, ...(runs.length > limit ? { next: String(items.at(-1)?.revision) } : {}) };
  }

  @Get(':runId')
  @Needs('read')
  @ApiOperation({ operationId: 'getRun', summary: 'One run with its steps, problems and cost.' })
  get(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Run> {
    return this.runs.get(caller.organizationId, connectionIdOf(id), runIdOf(runId));
  }

  @Sse(':runId/events')
  @Needs('read')
  @ApiOperation({ operationId: 'watchRun', summary: 'The run as server-sent events, until it has ended.' })
  async watch(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Observable<MessageEvent>> {
    const run = await this.runs.get(caller.organizationId, connectionIdOf(id), runIdOf(runId));
    return observe((signal) => this.runs.watch(caller.organizationId, run.connectionId, run.id, signal));
  }

  @Post(':runId/cancel')
  @HttpCode(202)
  @Needs('manage')
  @ApiOperation({ operationId: 'cancelRun', summary: 'Stops a run and undoes what it wrote.' })
  cancel(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Run> {
    return this.runs.cancel(caller.organizationId, connectionIdOf(id), runIdOf(runId), caller.userId);
  }

  @Post(':runId/release')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({
    operationId: 'releaseRun',
    summary: 'Publishes a run that was held for its many removals.',
  })
  @ApiBody(DECISION)
  release(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
    @Body() body: unknown,
  ): Promise<Run> {
    return this.runs.release(
      caller.organizationId,
      connectionIdOf(id),
      runIdOf(runId),
      decisionOf(caller, body),
    );
  }

  @Post(':runId/discard')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ operationId: 'discardRun', summary: 'Undoes a run that was held for its many removals.' })
  @ApiBody(DECISION)
  discard(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
    @Body() body: unknown,
  ): Promise<Run> {
    return this.runs.discard(
      caller.organizationId,
      connectionIdOf(id),
      runIdOf(runId),
      decisionOf(caller, body),
    );
  }
}

function decisionOf(caller: ApiCaller, body: unknown): HeldDecision {
  const { revision } = bodyOf(body);
  const reason = one(bodyOf(body), 'reason');
  if (!Number.isSafeInteger(revision)) throw invalid('revision is the number of the held revision.');
  if (reason === undefined || reason.length > 500) throw invalid('reason is a text of 1 to 500 characters.');
  return { revision: revision as number, reason, actor: caller.userId };
}

/** Hands an async iteration over as server-sent events; whoever goes away ends it. */
function observe(watch: (signal: AbortSignal) => AsyncIterable<Run>): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    const gone = new AbortController();
    const pump = async (): Promise<void> => {
      for await (const run of watch(gone.signal)) subscriber.next({ type: 'run', data: run });
      subscriber.complete();
    };
    pump().catch((error: unknown) => {
      subscriber.error(error);
    });
    return () => {
      gone.abort();
    };
  });
}
