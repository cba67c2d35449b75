import { Inject, Injectable } from '@nestjs/common';
import type { ConnectionId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import type { ProblemRecord } from '#kernel/problem.js';
import { CONNECTION_STORE, type ConnectionStore } from '../../connections/connections.port.js';
import {
  INVENTORY_READER,
  type InventoryReader,
  type Page,
  type PageRequest,
  type ReadAt,
  type RevisionInfo,
} from '../../inventory/read/inventory-reader.port.js';
import type { Clock } from '#kernel/clock.js';
import { CLOCK } from '../../options/resolved-options.js';
import type { ResourceName } from '../../inventory/resources.js';
import type { ApiCaller } from '../security/caller.guard.js';
import { gapsOf, listAnswer, provenance, sendCsv, wantsCsv, type Wholeness } from './answers.js';
import type { AskedList } from './asked.js';
import { sendJson, type HostResponse } from './host-response.js';
import { connectionIdOf, one, pageRequest, type Query } from './parameters.js';

/** A response that lists are written to, as JSON or as an export. */
export type ListResponse = HostResponse;

/** A connection and the revision that a request reads. */
export interface Opened {
  readonly connectionId: ConnectionId;
  readonly at: ReadAt;
  readonly revision: RevisionInfo;
  /** Whether the request asks for an earlier time. */
  readonly isPast: boolean;
  readonly now: Date;
}

interface ListRequest extends Pick<AskedList, 'query' | 'accept'> {
  readonly response: ListResponse;
}

/** A list to be answered. */
export interface Listing {
  readonly name: string;
  readonly columns: readonly string[];
  /** The resource whose completeness the list states. */
  readonly resource: ResourceName;
  /** Further resources that the list is derived from. */
  readonly derivedFrom?: readonly ResourceName[];
  /** Why this very list is not known for certain, whatever its resource is. */
  readonly doubt?: ProblemRecord | null;
  readonly page: (request: PageRequest) => Promise<Page<object>>;
}

/** Opens revisions for reading and answers lists from them, as JSON or CSV. */
@Injectable()
export class ReadDesk {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(INVENTORY_READER) private readonly inventory: InventoryReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The revision that a request asks for.
   * @throws ProblemError `connection-not-found`, `request-invalid`, and as `InventoryReader.resolve`
   */
  async open(caller: ApiCaller, id: string, query: Query): Promise<Opened> {
    const { id: connectionId } = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const asOf = one(query, 'asOf');
    const revision = await this.inventory.resolve(connectionId, asOf);
    const at = { connectionId, revision: revision.revision };
    return { connectionId, revision, at, isPast: asOf !== undefined, now: this.clock.now() };
  }

  /** Opens the revision that is asked for, has a list of it put together, and answers that. */
  async list(
    asked: AskedList,
    response: ListResponse,
    listingOf: (opened: Opened) => Listing | Promise<Listing>,
  ): Promise<void> {
    const opened = await this.open(asked.caller, asked.ids.id, asked.query);
    await this.send(opened, await listingOf(opened), { ...asked, response });
  }

  /** Answers a page of a list, or all of it as CSV. */
  private async send({ revision }: Opened, listing: Listing, request: ListRequest): Promise<void> {
    const wholeness = wholenessOf(revision, listing);
    if (wantsCsv(request.accept)) {
      const page = listing.page as unknown as (request: PageRequest) => Promise<Page<JsonObject>>;
      await sendCsv(request.response, { ...listing, revision, wholeness, page });
      return;
    }
    const { completeness, gaps } = wholeness;
    const problem = listing.doubt ?? undefined;
    const answer = listAnswer(await listing.page(pageRequest(request.query)), revision, listing.resource);
    const reasons = { ...(gaps.length === 0 ? {} : { gaps }), ...(problem === undefined ? {} : { problem }) };
    sendJson(request.response, { ...answer, completeness, ...reasons });
  }
}

function wholenessOf(revision: RevisionInfo, { resource, derivedFrom = [], doubt }: Listing): Wholeness {
  const gaps = gapsOf(revision, derivedFrom);
  if (doubt !== undefined && doubt !== null) return { completeness: 'refused', gaps };
  return { completeness: gaps.length === 0 ? provenance(revision, resource).completeness : 'partial', gaps };
}
