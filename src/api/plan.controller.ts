import { Inject, Param, Query as QueryParam } from '@nestjs/common';
import { SYNC_RUNS, type RunPlan, type SyncRuns } from '../sync/runs.port.js';
import { connectionIdOf, word, type Query } from './http/parameters.js';
import { ApiController, Operation } from './openapi/operation.js';
import { PREVIEW_RUN } from './openapi/operations/runs.js';
import { RUN_KINDS } from './openapi/rows/runs.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** What a run would do, before it is started. */
@ApiController('Runs', 'connections/:id/plan')
export class PlanController {
  constructor(@Inject(SYNC_RUNS) private readonly runs: SyncRuns) {}

  @Operation(PREVIEW_RUN)
  preview(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<RunPlan> {
    const kind = word(query, 'kind', RUN_KINDS) ?? 'incremental';
    return this.runs.preview(caller.organizationId, connectionIdOf(id), kind);
  }
}
