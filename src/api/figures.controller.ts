import { Controller, Get, Inject, Param, Query as QueryParam, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { INVENTORY_SUMMARY, type InventorySummary } from '../inventory/read/inventory-summary.port.js';
import { BASE_PATH } from './base-path.js';
import { FACT_SOURCES, PRIVILEGE_SOURCES } from './access/columns.js';
import { gapsOf, provenance } from './http/answers.js';
import type { Query } from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ReadDesk } from './http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** What an overview counts besides the objects themselves. */
@ApiTags('Access')
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class FiguresController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(INVENTORY_SUMMARY) private readonly counts: InventorySummary,
  ) {}

  @Get('figures')
  @Needs('read')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiOperation({
    operationId: 'getFigures',
    summary: 'Inactive accounts, MFA registration and holders of privileged roles, counted.',
  })
  async getFigures(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { at, revision, isPast, now } = await this.desk.open(caller, id, query);
    const accounts = await this.counts.facts({ ...at, revisionInfo: revision, isPast, now });
    const privileged = await this.counts.privileged(at);
    const gaps = gapsOf(revision, [...FACT_SOURCES, ...PRIVILEGE_SOURCES]);
    return { accounts, privileged, ...provenance(revision, 'accounts'), gaps };
  }
}
