import {
  Controller,
  Headers,
  Inject,
  Param,
  Query as QueryParam,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  APPLICATIONS_READER,
  type ApplicationFilter,
  type ApplicationsReader,
} from '../../inventory/read/applications-reader.port.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import { BASE_PATH } from '../base-path.js';
import { flag, one, wholeNumber, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ReadDesk, type ListRequest, type ListResponse, type Opened } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { ListRoute } from './object-list.controller.js';

const DAYS_MAX = 3_650;

const SHARED = [
  'name',
  'appId',
  'signInAudience',
  'publisher',
  'verified',
  'hasHighRiskPermissions',
  'credentialExpiresWithinDays',
  'credentialExpired',
] as const;
const OF_PRINCIPALS = ['enabled', 'servicePrincipalType', 'appOwnerOrganizationId'] as const;

const LISTS = {
  application: {
    name: 'applications',
    resource: 'applications',
    equal: ['appId', 'signInAudience'],
    columns: [
      'id',
      'displayName',
      'appId',
      'createdDateTime',
      'signInAudience',
      'publisherDomain',
      'verifiedPublisher',
    ],
  },
  service_principal: {
    name: 'service-principals',
    resource: 'servicePrincipals',
    equal: ['appId', 'signInAudience', 'servicePrincipalType', 'appOwnerOrganizationId'],
    columns: [
      'id',
      'displayName',
      'appId',
      'accountEnabled',
      'appRoleAssignmentRequired',
      'servicePrincipalType',
      'appOwnerOrganizationId',
      'createdDateTime',
      'signInAudience',
      'verifiedPublisher',
    ],
  },
} as const;

/** What a service principal's permissions are read from. */
const PERMISSION_SOURCES: readonly ResourceName[] = [
  'servicePrincipals',
  'appRoleAssignments',
  'oauth2PermissionGrants',
];

/** Lists of app registrations and of enterprise applications, narrowed by what reviewers ask of them. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class ApplicationListsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(APPLICATIONS_READER) private readonly reader: ApplicationsReader,
  ) {}

  @ListRoute(
    'applications',
    {
      operationId: 'listApplications',
      summary: 'App registrations of the tenant, with when their credentials end.',
    },
    SHARED,
  )
  async listApplications(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const filter = filterOf(query, 'application');
    const opened = await this.desk.open(caller, id, query);
    await this.send(opened, 'application', filter, { query, accept, response });
  }

  @ListRoute(
    'service-principals',
    {
      operationId: 'listServicePrincipals',
      summary: 'Enterprise applications, managed identities and other service principals.',
    },
    [...SHARED, ...OF_PRINCIPALS],
  )
  async listServicePrincipals(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const filter = { ...filterOf(query, 'service_principal'), enabled: flag(query, 'enabled') };
    const opened = await this.desk.open(caller, id, query);
    await this.send(opened, 'service_principal', filter, { query, accept, response });
  }

  private send(
    opened: Opened,
    kind: keyof typeof LISTS,
    filter: ApplicationFilter,
    request: ListRequest,
  ): Promise<void> {
    const { name, columns, resource } = LISTS[kind];
    const at = { ...opened.at, now: opened.isPast ? new Date(opened.revision.readTo) : opened.now };
    const derivedFrom = filter.hasHighRiskPermissions === undefined ? [] : PERMISSION_SOURCES;
    const page = (wanted: PageRequest) => this.reader.applications(at, kind, filter, wanted);
    return this.desk.send(opened, { name, columns, resource, derivedFrom, page }, request);
  }
}

/** @throws ProblemError `request-invalid` */
function filterOf(query: Query, kind: keyof typeof LISTS): ApplicationFilter {
  return {
    name: one(query, 'name'),
    publisher: one(query, 'publisher'),
    verified: flag(query, 'verified'),
    enabled: undefined,
    hasHighRiskPermissions: flag(query, 'hasHighRiskPermissions'),
    credentialExpiresWithinDays: wholeNumber(query, 'credentialExpiresWithinDays', DAYS_MAX),
    credentialExpired: flag(query, 'credentialExpired'),
    equal: Object.fromEntries(LISTS[kind].equal.map((property) => [property, one(query, property)])),
  };
}
