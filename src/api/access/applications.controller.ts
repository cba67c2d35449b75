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
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import { BASE_PATH } from '../base-path.js';
import { provenance } from '../http/answers.js';
import { guidParameter, invalid, objectIdOf, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { gapsOf } from '../http/answers.js';
import { ReadDesk, type Listing, type ListResponse, type Opened } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { Needs } from '../security/needs.js';
import { APPLICATION_ACCESS_COLUMNS, PRIVILEGE_COLUMNS, PRIVILEGE_SOURCES } from './columns.js';
import { ListRoute } from './object-list.controller.js';
import { describeApplication } from './describe-application.js';
import { describePrincipal } from './describe-principal.js';

/** Rows of each kind that one application shows at once; the lists of their own go on from there. */
const SHOWN_MAX = 1_000;

/** What the permissions of an application are read from. */
const PERMISSION_SOURCES = ['servicePrincipals', 'appRoleAssignments', 'oauth2PermissionGrants'] as const;

/** Applications: who may use them, what they may do themselves, and who can reach anything. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class ApplicationsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @Get('applications/:objectId')
  @Needs('read')
  @ApiOperation({
    operationId: 'getApplication',
    summary: 'One app registration: owners, when its credentials end, what it asks for and what it holds.',
  })
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

  @Get('service-principals/:objectId')
  @Needs('read')
  @ApiOperation({
    operationId: 'getServicePrincipal',
    summary: 'One enterprise application: for whom it is open, which permissions it holds, on whose behalf.',
  })
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

  @ListRoute(
    'service-principals/:objectId/access',
    {
      operationId: 'listApplicationAccess',
      summary: 'Who is assigned to an application, directly or through a group.',
    },
    [],
  )
  async listApplicationAccess(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const applicationId = objectIdOf(ids.objectId);
    const opened = await this.desk.open(caller, ids.id, query);
    await this.desk.send(opened, this.assigned(opened, applicationId), { query, accept, response });
  }

  @ListRoute(
    'reach',
    {
      operationId: 'listWhoCanReach',
      summary: 'Who can reach one role, or one application: exactly one of roleId and applicationId.',
    },
    ['roleId', 'applicationId'],
  )
  async listWhoCanReach(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const [roleId, applicationId] = [guidParameter(query, 'roleId'), guidParameter(query, 'applicationId')];
    const opened = await this.desk.open(caller, id, query);
    if ((roleId === undefined) === (applicationId === undefined))
      throw invalid('Give either roleId or applicationId.');
    const listing =
      applicationId === undefined ? this.holding(opened, roleId ?? '') : this.assigned(opened, applicationId);
    await this.desk.send(opened, listing, { query, accept, response });
  }

  private assigned(opened: Opened, applicationId: string): Listing {
    return {
      name: 'application-access',
      columns: APPLICATION_ACCESS_COLUMNS,
      resource: 'appRoleAssignments',
      derivedFrom: ['appRoleAssignments', 'memberships'],
      page: (request: PageRequest) => this.reader.applicationAccess(opened.at, applicationId, request),
    };
  }

  private holding(opened: Opened, roleId: string): Listing {
    return {
      name: 'role-holders',
      columns: PRIVILEGE_COLUMNS,
      resource: 'roleAssignments',
      derivedFrom: PRIVILEGE_SOURCES,
      page: (request: PageRequest) => this.reader.privileges(opened.at, { roleId }, request),
    };
  }
}

const FIRST = { limit: SHOWN_MAX, cursor: undefined } as const;
