import { Body, Inject, Param, Query as QueryParam, type MessageEvent } from '@nestjs/common';
import { Observable } from 'rxjs';
import { SYNC_RUNS, type HeldDecision, type Run, type SyncRuns } from '../sync/runs.port.js';
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
import { ApiController, Operation } from './openapi/operation.js';
import {
  CANCEL_RUN,
  DECISION_REASON_MAX,
  DISCARD_RUN,
  GET_RUN,
  LIST_RUNS,
  RELEASE_RUN,
  RUNS_MAX,
  START_RUN,
  WATCH_RUN,
} from './openapi/operations/runs.js';
import { RUN_KINDS } from './openapi/rows/runs.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** Starting, watching and deciding on runs. */
@ApiController('Runs', 'connections/:id/runs')
export class RunsController {
  constructor(@Inject(SYNC_RUNS) private readonly runs: SyncRuns) {}

  @Operation(START_RUN)
  start(@CurrentCaller() caller: ApiCaller, @Param('id') id: string, @Body() body: unknown): Promise<Run> {
    const kind = word(bodyOf(body), 'kind', RUN_KINDS) ?? 'incremental';
    return this.runs.start(caller.organizationId, connectionIdOf(id), kind, 'manual', caller.userId);
  }

  @Operation(LIST_RUNS)
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

  @Operation(GET_RUN)
  get(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Run> {
    return this.runs.get(caller.organizationId, connectionIdOf(id), runIdOf(runId));
  }

  @Operation(WATCH_RUN)
  async watch(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Observable<MessageEvent>> {
    const run = await this.runs.get(caller.organizationId, connectionIdOf(id), runIdOf(runId));
    return observe((signal) => this.runs.watch(caller.organizationId, run.connectionId, run.id, signal));
  }

  @Operation(CANCEL_RUN)
  cancel(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<Run> {
    return this.runs.cancel(caller.organizationId, connectionIdOf(id), runIdOf(runId), caller.userId);
  }

  @Operation(RELEASE_RUN)
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

  @Operation(DISCARD_RUN)
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
  if (reason === undefined || reason.length > DECISION_REASON_MAX)
    throw invalid(`reason is a text of 1 to ${DECISION_REASON_MAX} characters.`);
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
