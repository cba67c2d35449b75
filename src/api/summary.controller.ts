import { Inject, Param, Query as QueryParam } from '@nestjs/common';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import { INVENTORY_READER, type InventoryReader } from '../inventory/read/inventory-reader.port.js';
import { INVENTORY_SUMMARY, type InventorySummary } from '../inventory/read/inventory-summary.port.js';
import { provenance } from './http/answers.js';
import { connectionIdOf, invalid, one, pageRequest, type Query } from './http/parameters.js';
import { ApiController, Operation } from './openapi/operation.js';
import { GET_SUMMARY, LIST_REVISIONS } from './openapi/operations/inventory.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** Counts of the inventory, now and revision by revision. */
@ApiController('Inventory', 'connections/:id')
export class SummaryController {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
    @Inject(INVENTORY_SUMMARY) private readonly counts: InventorySummary,
  ) {}

  @Operation(LIST_REVISIONS)
  async listRevisions(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const connection = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const { limit, cursor } = pageRequest(query);
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw invalid('cursor is none of this list.');
    const before = cursor === undefined ? undefined : Number(cursor);
    const found = await this.counts.revisions(connection.id, { limit: limit + 1, before });
    const items = found.slice(0, limit);
    return { items, ...(found.length > limit ? { next: String(items.at(-1)?.revision) } : {}) };
  }

  @Operation(GET_SUMMARY)
  async getSummary(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const connection = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const revision = await this.inventory.resolve(connection.id, one(query, 'asOf'));
    const accounts = await this.counts.accounts({
      connectionId: connection.id,
      revision: revision.revision,
    });
    return { counts: revision.counts, accounts, ...provenance(revision, 'accounts') };
  }
}
