import { Inject, Param, Query as QueryParam, Res } from '@nestjs/common';
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
import { provenance } from './http/answers.js';
import { Asked, type AskedList } from './http/asked.js';
import { flag, objectIdOf, one, word, type Query } from './http/parameters.js';
import { ReadDesk, type Listing, type ListResponse } from './http/read-desk.js';
import { ApiController, Operation } from './openapi/operation.js';
import {
  GET_ACCOUNT,
  GET_GROUP,
  GET_TENANT,
  LIST_ACCOUNT_GROUPS,
  LIST_ACCOUNTS,
  LIST_GROUP_MEMBERS,
  LIST_GROUPS,
  USER_TYPES,
} from './openapi/operations/inventory.js';
import { ACCOUNT_GROUPS, ACCOUNTS, GROUPS, MEMBERS } from './openapi/rows/directory.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** Reading the inventory, now and at any time before. */
@ApiController('Inventory', 'connections/:id')
export class InventoryController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(SETTINGS_READER) private readonly settings: SettingsReader,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
  ) {}

  @Operation(LIST_ACCOUNTS)
  listAccounts(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, async ({ at, connectionId }) => {
      const filter = accountFilter(asked.query, await this.settings.read(connectionId));
      const page: Listing['page'] = (request) => this.inventory.accounts(at, filter, request);
      return { ...ACCOUNTS, resource: 'accounts', page };
    });
  }

  @Operation(GET_ACCOUNT)
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

  @Operation(LIST_ACCOUNT_GROUPS)
  listAccountGroups(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, ({ at }) => {
      const accountId = objectIdOf(asked.ids.objectId);
      const page: Listing['page'] = (request) => this.inventory.groupsOf(at, accountId, request);
      return { ...ACCOUNT_GROUPS, resource: 'memberships', page };
    });
  }

  @Operation(LIST_GROUPS)
  listGroups(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, async ({ at, connectionId }) => {
      const wanted = groupQuery(asked.query, await this.settings.read(connectionId));
      const page: Listing['page'] = (request) => this.inventory.groups(at, wanted, request);
      return { ...GROUPS, resource: 'groups', page };
    });
  }

  @Operation(GET_GROUP)
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

  @Operation(LIST_GROUP_MEMBERS)
  listGroupMembers(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, async ({ at }) => {
      const groupId = objectIdOf(asked.ids.objectId);
      const wanted = memberQuery(asked.query);
      const page: Listing['page'] = (request) => this.inventory.members(at, groupId, wanted, request);
      const doubt = await this.inventory.doubt(at, groupId);
      return { ...MEMBERS, resource: 'memberships', page, doubt };
    });
  }

  @Operation(GET_TENANT)
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
    userType: word(query, 'userType', USER_TYPES),
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
    userType: word(query, 'userType', USER_TYPES),
    accountEnabled: flag(query, 'accountEnabled'),
  };
}

function groupQuery(query: Query, settings: Settings): GroupQuery {
  const filter =
    settings.groupFilter === null || flag(query, 'all') === true ? undefined : settings.groupFilter;
  return { name: one(query, 'name'), scope: filter === undefined ? undefined : parseGroupFilter(filter) };
}
