import {
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Query as QueryParam,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import { CHANGE_READER, type ChangeReader } from '../inventory/read/change-reader.port.js';
import { INVENTORY_READER, type InventoryReader } from '../inventory/read/inventory-reader.port.js';
import { BASE_PATH } from './base-path.js';
import { listAnswer, sendCsv, wantsCsv, type Export } from './http/answers.js';
import { sendJson, type HostResponse } from './http/host-response.js';
import { connectionIdOf, invalid, objectIdOf, one, pageRequest, type Query } from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

const COLUMNS = [
  'revision',
  'at',
  'phase',
  'kind',
  'accountId',
  'displayName',
  'groupId',
  'before',
  'after',
] as const;

/** Who joined, moved and left. */
@ApiTags('Inventory')
@Controller(`${BASE_PATH}/connections/:id/changes`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class ChangesController {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
    @Inject(CHANGE_READER) private readonly reader: ChangeReader,
  ) {}

  @Get()
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery({ name: 'revision', required: false, description: 'changes of this revision only' })
  @ApiQuery({ name: 'accountId', required: false, description: 'changes of this account only' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOperation({
    operationId: 'listChanges',
    summary: 'Joiners, movers and leavers between two readings of the tenant, oldest first.',
  })
  async list(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: HostResponse,
  ): Promise<void> {
    const { id: connectionId } = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const wanted = one(query, 'revision');
    if (wanted !== undefined && !/^\d{1,9}$/.test(wanted)) throw invalid('revision is a number.');
    const account = one(query, 'accountId');
    const filter = {
      revision: wanted === undefined ? undefined : Number(wanted),
      accountId: account === undefined ? undefined : objectIdOf(account),
    };
    const revision = await this.inventory.resolve(connectionId, wanted);
    const page = (request: Parameters<Export['page']>[0]): ReturnType<ChangeReader['changes']> =>
      this.reader.changes(connectionId, filter, request);
    if (wantsCsv(accept)) {
      const rows = page as unknown as Export['page'];
      await sendCsv(response, {
        name: 'changes',
        columns: COLUMNS,
        revision,
        resource: 'accounts',
        page: rows,
      });
    } else sendJson(response, listAnswer(await page(pageRequest(query)), revision, 'accounts'));
  }
}
