import { Inject, Param, Query as QueryParam, Res } from '@nestjs/common';
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import { gapsOf, provenance } from '../http/answers.js';
import { Asked, type AskedList } from '../http/asked.js';
import { guidParameter, invalid, objectIdOf, type Query } from '../http/parameters.js';
import { ReadDesk, type Listing, type ListResponse, type Opened } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import { LIST_APPLICATION_ACCESS, LIST_WHO_CAN_REACH } from '../openapi/operations/access.js';
import { GET_APPLICATION, GET_SERVICE_PRINCIPAL } from '../openapi/operations/applications.js';
import { APPLICATION_USERS, ROLE_HOLDERS } from '../openapi/rows/access.js';
import { CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { describeApplication } from './describe-application.js';
import { describePrincipal } from './describe-principal.js';
import { PERMISSION_SOURCES, PRIVILEGE_SOURCES } from './sources.js';

/** Rows of each kind that one application shows at once; the lists of their own go on from there. */
const SHOWN_MAX = 1_000;

/** Applications: who may use them, what they may do themselves, and who can reach anything. */
@ApiController('Access', 'connections/:id')
export class ApplicationsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @Operation(GET_APPLICATION)
  async getApplication(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
  ): Promise<object> {
    const applicationId = objectIdOf(ids.objectId);
    const opened = await this.desk.open(caller, ids.id, query);
    const at = { ...opened.at, now: opened.isPast ? new Date(opened.revision.readTo) : opened.now };
    const found = await describeApplication(this.reader, at, applicationId, FIRST);
    const gaps = gapsOf(opened.revision, ['applicationOwners', ...PERMISSION_SOURCES]);
    return { ...found, ...provenance(opened.revision, 'applications'), gaps };
  }

  @Operation(GET_SERVICE_PRINCIPAL)
  async getServicePrincipal(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
  ): Promise<object> {
    const principalId = objectIdOf(ids.objectId);
    const opened = await this.desk.open(caller, ids.id, query);
    const found = await describePrincipal(this.reader, opened.at, principalId, FIRST);
    const gaps = gapsOf(opened.revision, [
      'appRoleAssignments',
      'oauth2PermissionGrants',
      'servicePrincipalOwners',
    ]);
    return { ...found, ...provenance(opened.revision, 'servicePrincipals'), gaps };
  }

  @Operation(LIST_APPLICATION_ACCESS)
  listApplicationAccess(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const applicationId = objectIdOf(asked.ids.objectId);
    return this.desk.list(asked, response, (opened) => this.assigned(opened, applicationId));
  }

  @Operation(LIST_WHO_CAN_REACH)
  listWhoCanReach(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const roleId = guidParameter(asked.query, 'roleId');
    const applicationId = guidParameter(asked.query, 'applicationId');
    return this.desk.list(asked, response, (opened) => {
      if ((roleId === undefined) === (applicationId === undefined))
        throw invalid('Give either roleId or applicationId.');
      return applicationId === undefined
        ? this.holding(opened, roleId ?? '')
        : this.assigned(opened, applicationId);
    });
  }

  private assigned({ at }: Opened, applicationId: string): Listing {
    return {
      ...APPLICATION_USERS,
      resource: 'appRoleAssignments',
      derivedFrom: ['appRoleAssignments', 'memberships'],
      page: (request) => this.reader.applicationAccess(at, applicationId, request),
    };
  }

  private holding({ at }: Opened, roleId: string): Listing {
    return {
      ...ROLE_HOLDERS,
      resource: 'roleAssignments',
      derivedFrom: PRIVILEGE_SOURCES,
      page: (request) => this.reader.privileges(at, { roleId }, request),
    };
  }
}

const FIRST = { limit: SHOWN_MAX, cursor: undefined } as const;
