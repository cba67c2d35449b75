import { Inject, Param, Query as QueryParam, Res } from '@nestjs/common';
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
import { gapsOf, provenance, wantsCsv } from '../http/answers.js';
import { Asked, type AskedList } from '../http/asked.js';
import { flag, guidParameter, objectIdOf, one, wholeNumber, word, type Query } from '../http/parameters.js';
import { ReadDesk, type Listing, type ListResponse, type Opened } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import {
  GET_ACCOUNT_ACCESS,
  GET_CAPABILITIES,
  INACTIVE_DAYS_MAX,
  LIST_ACCOUNT_FACTS,
  LIST_AUDIT_EVENTS,
} from '../openapi/operations/people.js';
import { USER_TYPES } from '../openapi/operations/inventory.js';
import { ACCOUNT_ORIGINS, AUDIT_EVENTS, FACTS } from '../openapi/rows/facts.js';
import { CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { ACCESS_SOURCES, FACT_SOURCES } from './sources.js';

/** Rows of each kind that one account's access shows at once; the lists of their own go on from there. */
const ACCESS_LIMIT = 200;

/** What reviewers must know of accounts, and what each can reach. */
@ApiController('Access', 'connections/:id')
export class PeopleController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
  ) {}

  @Operation(LIST_ACCOUNT_FACTS)
  listAccountFacts(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, (opened) => {
      const filter = factFilter(asked.query);
      const page = async (request: PageRequest) => {
        const found = await this.reader.accountFacts(factsAt(opened), filter, request);
        return wantsCsv(asked.accept) ? { ...found, items: found.items.map(flatFacts) } : found;
      };
      return { ...FACTS, resource: 'accounts', derivedFrom: FACT_SOURCES, page };
    });
  }

  @Operation(GET_ACCOUNT_ACCESS)
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

  @Operation(LIST_AUDIT_EVENTS)
  listAuditEvents(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    return this.desk.list(asked, response, ({ at, isPast, revision }) => {
      const filter = {
        category: one(asked.query, 'category'),
        targetId: guidParameter(asked.query, 'targetId'),
        before: isPast ? new Date(revision.readTo) : undefined,
      };
      const page: Listing['page'] = (request) => this.reader.auditEvents(at, filter, request);
      return { ...AUDIT_EVENTS, resource: 'directoryAudits', page };
    });
  }

  @Operation(GET_CAPABILITIES)
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
    userType: word(query, 'userType', USER_TYPES),
    accountEnabled: flag(query, 'accountEnabled'),
    mfaRegistered: flag(query, 'mfaRegistered'),
    neverSignedIn: flag(query, 'neverSignedIn'),
    inactiveDays: wholeNumber(query, 'inactiveDays', INACTIVE_DAYS_MAX),
    staleGuest: flag(query, 'staleGuest'),
    leaverStillEnabled: flag(query, 'leaverStillEnabled'),
    hasSponsor: flag(query, 'hasSponsor'),
    disabledInGroups: flag(query, 'disabledInGroups'),
    passwordNeverExpires: flag(query, 'passwordNeverExpires'),
    source: word(query, 'source', ACCOUNT_ORIGINS),
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
