import { Inject, Res } from '@nestjs/common';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import { CHANGE_READER, type ChangeFilter, type ChangeReader } from '../inventory/read/change-reader.port.js';
import { INVENTORY_READER, type InventoryReader } from '../inventory/read/inventory-reader.port.js';
import { listAnswer, sendCsv, wantsCsv, type Export } from './http/answers.js';
import { Asked, type AskedList } from './http/asked.js';
import { sendJson } from './http/host-response.js';
import { connectionIdOf, invalid, objectIdOf, one, pageRequest, type Query } from './http/parameters.js';
import type { ListResponse } from './http/read-desk.js';
import { ApiController, Operation } from './openapi/operation.js';
import { LIST_CHANGES } from './openapi/operations/inventory.js';
import { CHANGES } from './openapi/rows/changes.js';

/** Who joined, moved and left. */
@ApiController('Inventory', 'connections/:id/changes')
export class ChangesController {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
    @Inject(CHANGE_READER) private readonly reader: ChangeReader,
  ) {}

  @Operation(LIST_CHANGES)
  async list(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const { caller, ids, query, accept } = asked;
    const { id: connectionId } = await this.connections.get(caller.organizationId, connectionIdOf(ids.id));
    const filter = changeFilter(query);
    const revision = await this.inventory.resolve(connectionId, filter.revision?.toString());
    const page = (request: Parameters<Export['page']>[0]): ReturnType<ChangeReader['changes']> =>
      this.reader.changes(connectionId, filter, request);
    if (wantsCsv(accept)) {
      const rows = page as unknown as Export['page'];
      const { name, columns } = CHANGES;
      await sendCsv(response, { name, columns, revision, resource: 'accounts', page: rows });
    } else sendJson(response, listAnswer(await page(pageRequest(query)), revision, 'accounts'));
  }
}

function changeFilter(query: Query): ChangeFilter {
  const revision = one(query, 'revision');
  if (revision !== undefined && !/^\d{1,9}$/.test(revision)) throw invalid('revision is a number.');
  const account = one(query, 'accountId');
  return {
    revision: revision === undefined ? undefined : Number(revision),
    accountId: account === undefined ? undefined : objectIdOf(account),
  };
}
