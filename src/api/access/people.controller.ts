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
  type AccountFactFilter,
} from '../../inventory/read/access-reader.port.js';
import {
  INVENTORY_READER,
  type InventoryReader,
  type PageRequest,
} from '../../inventory/read/inventory-reader.port.js';
import { BASE_PATH } from '../base-path.js';
import { provenance } from '../http/answers.js';
import { flag, guidParameter, objectIdOf, one, wholeNumber, word, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { gapsOf } from '../http/answers.js';
import { ReadDesk, type ListResponse, type Opened } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { Needs } from '../security/needs.js';
import { ACCESS_SOURCES, FACT_COLUMNS, FACT_SOURCES } from './columns.js';
import { ListRoute } from './object-list.controller.js';

const FACT_FILTERS = [
  'userPrincipalName',
  'userType',
  'accountEnabled',
  'mfaRegistered',
  'neverSignedIn',
  'inactiveDays',
  'staleGuest',
  'leaverStillEnabled',
  'hasSponsor',
  'disabledInGroups',
  'passwordNeverExpires',
  'source',
] as const;
const INACTIVE_DAYS_MAX = 36_500;
/** Rows of each kind that one account's access shows at once; the lists of their own go on from there. */
const ACCESS_LIMIT = 200;

/** What reviewers must know of accounts, and what each can reach. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class PeopleController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
  ) {}

  @ListRoute(
    'account-facts',
    {
      operationId: 'listAccountFacts',
      summary: 'Sign-in activity, MFA registration and findings of each account, each gap with its reason.',
    },
    FACT_FILTERS,
  )
  async listAccountFacts(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const filter = factFilter(query);
    const page = async (request: PageRequest) => {
      const found = await this.reader.accountFacts(factsAt(opened), filter, request);
      return accept?.includes('text/csv') === true ? { ...found, items: found.items.map(flatFacts) } : found;
    };
    const listing = {
      name: 'account-facts',
      columns: FACT_COLUMNS,
      resource: 'accounts',
      derivedFrom: FACT_SOURCES,
      page,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('accounts/:objectId/access')
  @Needs('read')
  @ApiOperation({
    operationId: 'getAccountAccess',
    summary: 'What one account can reach: roles, applications, groups, and what is known of it.',
  })
  async getAccountAccess(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
  ): Promise<object> {
    const accountId = objectIdOf(ids.objectId);
    const opened = await this.desk.open(caller, ids.id, query);
    const first = { limit: ACCESS_LIMIT, cursor: undefined };
    await this.inventory.object(opened.at, 'account', accountId);
    const facts = await this.reader.accountFacts(factsAt(opened), { accountId }, first);
    const privileges = await this.reader.privileges(opened.at, { principalId: accountId }, first);
    const applications = await this.reader.assignmentsOf(opened.at, accountId, first);
    const groups = await this.inventory.groupsOf(opened.at, accountId, first);
    return {
      account: facts.items[0] ?? null,
      privileges: { items: privileges.items, more: privileges.next !== undefined },
      applications: { items: applications.items, more: applications.next !== undefined },
      groups: { items: groups.items, more: groups.next !== undefined },
      ...provenance(opened.revision, 'accounts'),
      gaps: gapsOf(opened.revision, ACCESS_SOURCES),
    };
  }

  @ListRoute(
    'audit-events',
    { operationId: 'listAuditEvents', summary: 'What happened in the directory, newest first.' },
    ['category', 'targetId'],
  )
  async listAuditEvents(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const opened = await this.desk.open(caller, id, query);
    const filter = {
      category: one(query, 'category'),
      targetId: guidParameter(query, 'targetId'),
      before: opened.isPast ? new Date(opened.revision.readTo) : undefined,
    };
    const page = (request: PageRequest) => this.reader.auditEvents(opened.at, filter, request);
    const columns = [
      'id',
      'activityDateTime',
      'category',
      'activityDisplayName',
      'result',
      'initiatedBy',
      'targetResources',
    ];
    const listing = { name: 'audit-events', columns, resource: 'directoryAudits', page } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }

  @Get('capabilities')
  @Needs('read')
  @ApiOperation({
    operationId: 'getCapabilities',
    summary: 'What the licences and permissions of the tenant allow, and what each missing one would add.',
  })
  async getCapabilities(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const opened = await this.desk.open(caller, id, query);
    const found = await this.reader.capabilities(opened.at, opened.revision);
    return { ...found, ...provenance(opened.revision, 'subscribedSkus') };
  }
}

function factsAt(opened: Opened): Parameters<AccessReader['accountFacts']>[0] {
  return { ...opened.at, revisionInfo: opened.revision, isPast: opened.isPast, now: opened.now };
}

function factFilter(query: Query): AccountFactFilter {
  return {
    userPrincipalName: one(query, 'userPrincipalName'),
    userType: word(query, 'userType', ['Member', 'Guest']),
    accountEnabled: flag(query, 'accountEnabled'),
    mfaRegistered: flag(query, 'mfaRegistered'),
    neverSignedIn: flag(query, 'neverSignedIn'),
    inactiveDays: wholeNumber(query, 'inactiveDays', INACTIVE_DAYS_MAX),
    staleGuest: flag(query, 'staleGuest'),
    leaverStillEnabled: flag(query, 'leaverStillEnabled'),
    hasSponsor: flag(query, 'hasSponsor'),
    disabledInGroups: flag(query, 'disabledInGroups'),
    passwordNeverExpires: flag(query, 'passwordNeverExpires'),
    source: word(query, 'source', ['cloud', 'synced']),
  };
}

/** A table has one cell for a fact: its value, or why there is none. */
function flatFacts(view: object): object {
  const cells = Object.entries(view as Record<string, unknown>).map(
    ([name, fact]) => [name, cellOf(fact)] as const,
  );
  return Object.fromEntries(cells);
}

function cellOf(fact: unknown): unknown {
  if (typeof fact !== 'object' || fact === null || !('kind' in fact)) return fact;
  if (fact.kind === 'known' && 'value' in fact) return fact.value;
  return 'reason' in fact ? `unknown: ${String(fact.reason)}` : fact;
}
