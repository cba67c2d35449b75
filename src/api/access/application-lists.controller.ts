import { Inject, Res } from '@nestjs/common';
import {
  APPLICATIONS_READER,
  type ApplicationFilter,
  type ApplicationsReader,
} from '../../inventory/read/applications-reader.port.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import { Asked, type AskedList } from '../http/asked.js';
import { flag, one, wholeNumber, type Query } from '../http/parameters.js';
import { ReadDesk, type Listing, type ListResponse, type Opened } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import {
  CREDENTIAL_DAYS_MAX,
  LIST_APPLICATIONS,
  LIST_SERVICE_PRINCIPALS,
} from '../openapi/operations/applications.js';
import { APPLICATIONS, SERVICE_PRINCIPALS } from '../openapi/rows/applications.js';
import { PERMISSION_SOURCES } from './sources.js';

const LISTS = {
  application: { table: APPLICATIONS, resource: 'applications', equal: ['appId', 'signInAudience'] },
  service_principal: {
    table: SERVICE_PRINCIPALS,
    resource: 'servicePrincipals',
    equal: ['appId', 'signInAudience', 'servicePrincipalType', 'appOwnerOrganizationId'],
  },
} as const;

/** Lists of app registrations and of enterprise applications, narrowed by what reviewers ask of them. */
@ApiController('Access', 'connections/:id')
export class ApplicationListsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(APPLICATIONS_READER) private readonly reader: ApplicationsReader,
  ) {}

  @Operation(LIST_APPLICATIONS)
  async listApplications(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const filter = filterOf(asked.query, 'application');
    await this.desk.list(asked, response, (opened) => this.listing(opened, 'application', filter));
  }

  @Operation(LIST_SERVICE_PRINCIPALS)
  async listServicePrincipals(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const enabled = flag(asked.query, 'enabled');
    const filter = { ...filterOf(asked.query, 'service_principal'), enabled };
    await this.desk.list(asked, response, (opened) => this.listing(opened, 'service_principal', filter));
  }

  private listing(opened: Opened, kind: keyof typeof LISTS, filter: ApplicationFilter): Listing {
    const { table, resource } = LISTS[kind];
    const at = { ...opened.at, now: opened.isPast ? new Date(opened.revision.readTo) : opened.now };
    const derivedFrom = filter.hasHighRiskPermissions === undefined ? [] : PERMISSION_SOURCES;
    const page = (wanted: PageRequest) => this.reader.applications(at, kind, filter, wanted);
    return { ...table, resource, derivedFrom, page };
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
    credentialExpiresWithinDays: wholeNumber(query, 'credentialExpiresWithinDays', CREDENTIAL_DAYS_MAX),
    credentialExpired: flag(query, 'credentialExpired'),
    equal: Object.fromEntries(LISTS[kind].equal.map((property) => [property, one(query, property)])),
  };
}
