import { Inject, Param, Query as QueryParam } from '@nestjs/common';
import { INVENTORY_SUMMARY, type InventorySummary } from '../inventory/read/inventory-summary.port.js';
import { FACT_SOURCES, PRIVILEGE_SOURCES } from './access/sources.js';
import { gapsOf, provenance } from './http/answers.js';
import type { Query } from './http/parameters.js';
import { ReadDesk } from './http/read-desk.js';
import { ApiController, Operation } from './openapi/operation.js';
import { GET_FIGURES } from './openapi/operations/figures.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** What an overview counts besides the objects themselves. */
@ApiController('Access', 'connections/:id')
export class FiguresController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(INVENTORY_SUMMARY) private readonly counts: InventorySummary,
  ) {}

  @Operation(GET_FIGURES)
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
