import { Controller, Get, Inject, Param, Query as QueryParam, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { SYNC_RUNS, type RunPlan, type SyncRuns } from '../sync/runs.port.js';
import { BASE_PATH } from './base-path.js';
import { connectionIdOf, word, type Query } from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** What a run would do, before it is started. */
@ApiTags('Runs')
@Controller(`${BASE_PATH}/connections/:id/plan`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class PlanController {
  constructor(@Inject(SYNC_RUNS) private readonly runs: SyncRuns) {}

  @Get()
  @Needs('read')
  @ApiQuery({ name: 'kind', required: false, enum: ['full', 'incremental'] })
  @ApiOperation({
    operationId: 'previewRun',
    summary: 'What a run would read now, what it would skip and why, and what it would cost.',
  })
  preview(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<RunPlan> {
    const kind = word(query, 'kind', ['full', 'incremental'] as const) ?? 'incremental';
    return this.runs.preview(caller.organizationId, connectionIdOf(id), kind);
  }
}
