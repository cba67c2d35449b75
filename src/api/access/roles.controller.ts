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
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  ACCESS_READER,
  type AccessReader,
  type PrivilegeFilter,
} from '../../inventory/read/access-reader.port.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import { BASE_PATH } from '../base-path.js';
import { provenance } from '../http/answers.js';
import { guidParameter, objectIdOf, one, word, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { gapsOf } from '../http/answers.js';
import { ReadDesk, type ListResponse } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { Needs } from '../security/needs.js';
import { PRIVILEGE_COLUMNS, PRIVILEGE_SOURCES, ROLE_COLUMNS } from './columns.js';
import { ListRoute } from './object-list.controller.js';

const LEVELS = ['highly-privileged', 'privileged', 'standard', 'unknown'] as const;
const PRIVILEGE_FILTERS = [
  'principalId',
  'principalType',
  'roleId',
  'viaGroupId',
  'level',
  'state',
  'route',
  'term',
  'scopeKind',
  'administrativeUnitId',
] as const;

/** Directory roles, and who really has them. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class RolesController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @ListRoute(
    'roles',
    { operationId: 'listRoles', summary: 'Directory roles with how much each can do, and who says so.' },
    ['name', 'level'],
  )
  async listRoles(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const filter = { name: one(query, 'name'), level: word(query, 'level', LEVELS) };
    const page = (request: PageRequest) => this.reader.roles(opened.at, filter, request);
    const listing = { name: 'roles', columns: ROLE_COLUMNS, resource: 'roleDefinitions', page } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @ListRoute(
    'effective-privileges',
    {
      operationId: 'listEffectivePrivileges',
      summary: 'Who really has which role: directly, through groups, through PIM, active or eligible.',
    },
    PRIVILEGE_FILTERS,
  )
  async listEffectivePrivileges(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const filter = privilegeFilter(query);
    const page = (request: PageRequest) => this.reader.privileges(opened.at, filter, request);
    const listing = {
      name: 'effective-privileges',
      columns: PRIVILEGE_COLUMNS,
      resource: 'roleAssignments',
      derivedFrom: PRIVILEGE_SOURCES,
      page,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('groups/:objectId/members/:memberId/paths')
  @Needs('read')
  @ApiOperation({
    operationId: 'getMembershipPaths',
    summary: 'How somebody is in a group: the ten shortest paths, and how many there are.',
  })
  async getMembershipPaths(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string; readonly memberId: string },
    @QueryParam() query: Query,
  ): Promise<object> {
    const [groupId, memberId] = [objectIdOf(ids.objectId), objectIdOf(ids.memberId)];
    const opened = await this.desk.open(caller, ids.id, query);
    const found = await this.reader.membershipPaths(opened.at, groupId, memberId);
    const gaps = gapsOf(opened.revision, ['memberships']);
    return { groupId, memberId, ...found, ...provenance(opened.revision, 'memberships'), gaps };
  }
}

function privilegeFilter(query: Query): PrivilegeFilter {
  return {
    principalId: guidParameter(query, 'principalId'),
    principalType: word(query, 'principalType', ['user', 'servicePrincipal', 'unknown']),
    roleId: guidParameter(query, 'roleId'),
    viaGroupId: guidParameter(query, 'viaGroupId'),
    level: word(query, 'level', LEVELS),
    state: word(query, 'state', ['active', 'eligible']),
    route: word(query, 'route', ['direct', 'group', 'pim-for-groups']),
    term: word(query, 'term', ['permanent', 'time-bound']),
    scopeKind: word(query, 'scopeKind', ['tenant', 'administrative-unit', 'object', 'application-scope']),
    administrativeUnitId: guidParameter(query, 'administrativeUnitId'),
  };
}
