import { Inject, Param, Query as QueryParam, Res } from '@nestjs/common';
import {
  ACCESS_READER,
  type AccessReader,
  type PrivilegeFilter,
} from '../../inventory/read/access-reader.port.js';
import { gapsOf, provenance } from '../http/answers.js';
import { Asked, type AskedList } from '../http/asked.js';
import { guidParameter, objectIdOf, one, word, type Query } from '../http/parameters.js';
import { ReadDesk, type Listing, type ListResponse } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import { GET_MEMBERSHIP_PATHS, LIST_EFFECTIVE_PRIVILEGES, LIST_ROLES } from '../openapi/operations/access.js';
import {
  PRINCIPAL_TYPES,
  PRIVILEGE_ROUTES,
  PRIVILEGE_STATES,
  PRIVILEGES,
  ROLE_LEVELS,
  ROLES,
  SCOPE_KINDS,
} from '../openapi/rows/access.js';
import { CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { PRIVILEGE_SOURCES } from './sources.js';

/** Directory roles, and who really has them. */
@ApiController('Access', 'connections/:id')
export class RolesController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @Operation(LIST_ROLES)
  listRoles(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, ({ at }) => {
      const filter = { name: one(asked.query, 'name'), level: word(asked.query, 'level', ROLE_LEVELS) };
      const page: Listing['page'] = (request) => this.reader.roles(at, filter, request);
      return { ...ROLES, resource: 'roleDefinitions', page };
    });
  }

  @Operation(LIST_EFFECTIVE_PRIVILEGES)
  listEffectivePrivileges(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, ({ at }) => {
      const filter = privilegeFilter(asked.query);
      const page: Listing['page'] = (request) => this.reader.privileges(at, filter, request);
      return { ...PRIVILEGES, resource: 'roleAssignments', derivedFrom: PRIVILEGE_SOURCES, page };
    });
  }

  @Operation(GET_MEMBERSHIP_PATHS)
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
    principalType: word(query, 'principalType', PRINCIPAL_TYPES),
    roleId: guidParameter(query, 'roleId'),
    viaGroupId: guidParameter(query, 'viaGroupId'),
    level: word(query, 'level', ROLE_LEVELS),
    state: word(query, 'state', PRIVILEGE_STATES),
    route: word(query, 'route', PRIVILEGE_ROUTES),
    term: word(query, 'term', ['permanent', 'time-bound']),
    scopeKind: word(query, 'scopeKind', SCOPE_KINDS),
    administrativeUnitId: guidParameter(query, 'administrativeUnitId'),
  };
}
