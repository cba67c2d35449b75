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
import {
  INVENTORY_READER,
  MEMBER_TYPES,
  type AccountFilter,
  type GroupQuery,
  type InventoryReader,
  type MemberQuery,
} from '../inventory/read/inventory-reader.port.js';
import { parseGroupFilter } from '../settings/group-filter.js';
import { SETTINGS_READER, type Settings, type SettingsReader } from '../settings/settings.port.js';
import { BASE_PATH } from './base-path.js';
import { ACCOUNT_COLUMNS, GROUP_COLUMNS, RELATED_COLUMNS } from './columns.js';
import { provenance } from './http/answers.js';
import { flag, objectIdOf, one, word, type Query } from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ReadDesk, type Listing, type ListResponse } from './http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** Reading the inventory, now and at any time before. */
@ApiTags('Inventory')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class InventoryController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(SETTINGS_READER) private readonly settings: SettingsReader,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
  ) {}

  @Get('accounts')
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'name', required: false, description: 'beginning of the display name' })
  @ApiQuery({ name: 'userType', required: false, enum: ['Member', 'Guest'] })
  @ApiQuery({ name: 'accountEnabled', required: false, enum: ['true', 'false'] })
  @ApiQuery({ name: 'department', required: false })
  @ApiQuery({ name: 'includeGuests', required: false, description: 'overrides the setting' })
  @ApiQuery({ name: 'includeDisabled', required: false, description: 'overrides the setting' })
  @ApiOperation({
    operationId: 'listAccounts',
    summary: 'Accounts, guests and disabled ones as the settings say.',
  })
  async listAccounts(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const filter = accountFilter(query, await this.settings.read(opened.connectionId));
    const page: Listing['page'] = (request) => this.inventory.accounts(opened.at, filter, request);
    const listing = {
      name: 'accounts',
      columns: ACCOUNT_COLUMNS,
      resource: 'accounts',
      page,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('accounts/:objectId')
  @Needs('read')
  @ApiOperation({ operationId: 'getAccount', summary: 'One account.' })
  async getAccount(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('objectId') objectId: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const opened = await this.desk.open(caller, id, query);
    const account = await this.inventory.object(opened.at, 'account', objectIdOf(objectId));
    return { account, ...provenance(opened.revision, 'accounts') };
  }

  @Get('accounts/:objectId/groups')
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiOperation({
    operationId: 'listAccountGroups',
    summary: 'Groups of an account, direct and nested, with the path.',
  })
  async listAccountGroups(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, ids.id, query);
    const accountId = objectIdOf(ids.objectId);
    const page: Listing['page'] = (request) => this.inventory.groupsOf(opened.at, accountId, request);
    const listing = {
      name: 'account-groups',
      columns: RELATED_COLUMNS,
      resource: 'memberships',
      page,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('groups')
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery({ name: 'name', required: false, description: 'beginning of the display name' })
  @ApiQuery({ name: 'all', required: false, description: 'true leaves the group filter of the settings out' })
  @ApiOperation({ operationId: 'listGroups', summary: 'Groups, as the group filter of the settings says.' })
  async listGroups(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const wanted = groupQuery(query, await this.settings.read(opened.connectionId));
    const page: Listing['page'] = (request) => this.inventory.groups(opened.at, wanted, request);
    await this.desk.send(
      opened,
      { name: 'groups', columns: GROUP_COLUMNS, resource: 'groups', page },
      { query, accept, response },
    );
  }

  @Get('groups/:objectId')
  @Needs('read')
  @ApiOperation({ operationId: 'getGroup', summary: 'One group with its owners.' })
  async getGroup(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('objectId') objectId: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const opened = await this.desk.open(caller, id, query);
    const groupId = objectIdOf(objectId);
    const group = await this.inventory.object(opened.at, 'directory_group', groupId);
    const owners = await this.inventory.owners(opened.at, groupId);
    const { completeness: ownersCompleteness } = provenance(opened.revision, 'ownerships');
    return { group, owners, ownersCompleteness, ...provenance(opened.revision, 'groups') };
  }

  @Get('groups/:objectId/members')
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery({ name: 'effective', required: false, description: 'true follows nested groups' })
  @ApiQuery({ name: 'type', required: false, enum: [...MEMBER_TYPES] })
  @ApiQuery({ name: 'name', required: false, description: 'beginning of the display name' })
  @ApiQuery({ name: 'userType', required: false, enum: ['Member', 'Guest'], description: 'accounts only' })
  @ApiQuery({
    name: 'accountEnabled',
    required: false,
    enum: ['true', 'false'],
    description: 'accounts only',
  })
  @ApiOperation({ operationId: 'listGroupMembers', summary: 'Members of a group, direct or effective.' })
  async listGroupMembers(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, ids.id, query);
    const groupId = objectIdOf(ids.objectId);
    const wanted = memberQuery(query);
    const page: Listing['page'] = (request) => this.inventory.members(opened.at, groupId, wanted, request);
    const doubt = await this.inventory.doubt(opened.at, groupId);
    const listing = {
      name: 'members',
      columns: RELATED_COLUMNS,
      resource: 'memberships',
      page,
      doubt,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('tenant')
  @Needs('read')
  @ApiOperation({ operationId: 'getTenant', summary: 'Organization, domains and licences of the tenant.' })
  async getTenant(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const opened = await this.desk.open(caller, id, query);
    const { completeness } = opened.revision;
    const tenant = await this.inventory.tenant(opened.at);
    return { ...tenant, ...provenance(opened.revision, 'organization'), completenessOf: completeness };
  }
}

function accountFilter(query: Query, settings: Settings): AccountFilter {
  return {
    name: one(query, 'name'),
    userType: word(query, 'userType', ['Member', 'Guest']),
    accountEnabled: flag(query, 'accountEnabled'),
    department: one(query, 'department'),
    includeGuests: flag(query, 'includeGuests') ?? settings.includeGuests,
    includeDisabled: flag(query, 'includeDisabled') ?? settings.includeDisabled,
  };
}

function memberQuery(query: Query): MemberQuery {
  return {
    effective: flag(query, 'effective') ?? false,
    type: word(query, 'type', MEMBER_TYPES),
    name: one(query, 'name'),
    userType: word(query, 'userType', ['Member', 'Guest']),
    accountEnabled: flag(query, 'accountEnabled'),
  };
}

function groupQuery(query: Query, settings: Settings): GroupQuery {
  const filter =
    settings.groupFilter === null || flag(query, 'all') === true ? undefined : settings.groupFilter;
  return { name: one(query, 'name'), scope: filter === undefined ? undefined : parseGroupFilter(filter) };
}
