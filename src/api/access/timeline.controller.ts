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
import { ApiOkResponse, ApiQuery, ApiTags } from '@nestjs/swagger';
import { TIMELINE_KINDS } from '#access-graph/change-author.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import {
  TIMELINE_CATEGORIES,
  TIMELINE_READER,
  type TimelineEntry,
  type TimelineReader,
} from '../../inventory/read/timeline-reader.port.js';
import { BASE_PATH } from '../base-path.js';
import { wantsCsv } from '../http/answers.js';
import { objectIdOf, pageRequest, word, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ReadDesk, type ListResponse } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { ListRoute } from './object-list.controller.js';
import { TIMELINE_COLUMNS, TIMELINE_PAGE_SCHEMA, TIMELINE_SOURCES } from './timeline.description.js';

/** What happened to one account: joiner, mover and leaver evidence. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class TimelineController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(TIMELINE_READER) private readonly reader: TimelineReader,
  ) {}

  @ListRoute(
    'accounts/:accountId/timeline',
    {
      operationId: 'getAccountTimeline',
      summary:
        'What happened to one account, newest first: identity, groups, roles, applications and consent, by the ' +
        'reading that showed it, and who did it where the audit log says so. Accounts that are gone have one too.',
    },
    [],
  )
  @ApiQuery({ name: 'category', required: false, enum: TIMELINE_CATEGORIES })
  @ApiQuery({ name: 'kind', required: false, enum: TIMELINE_KINDS })
  @ApiOkResponse({ description: 'A page of the timeline.', schema: TIMELINE_PAGE_SCHEMA })
  async getAccountTimeline(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly accountId: string },
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const accountId = objectIdOf(ids.accountId);
    const filter = {
      category: word(query, 'category', TIMELINE_CATEGORIES),
      kind: word(query, 'kind', TIMELINE_KINDS),
    };
    pageRequest(query);
    const opened = await this.desk.open(caller, ids.id, query);
    const at = { ...opened.at, revisionInfo: opened.revision, isPast: opened.isPast, now: opened.now };
    const page = async (request: PageRequest) => {
      const found = await this.reader.timeline(at, accountId, filter, request);
      return wantsCsv(accept) ? { ...found, items: found.items.map(flat) } : found;
    };
    const listing = {
      name: 'timeline',
      columns: TIMELINE_COLUMNS,
      resource: 'accounts',
      derivedFrom: TIMELINE_SOURCES,
      page,
    } as const;
    await this.desk.send(opened, listing, { query, accept, response });
  }
}

/** One row of the export: who did it, or why that is not known. */
function flat({ subject, by, ...entry }: TimelineEntry): object {
  const about = { subjectType: subject?.type, subjectId: subject?.id, subjectName: subject?.displayName };
  if (by.kind === 'unknown') return { ...entry, ...about, by: `unknown: ${by.reason}` };
  const { value } = by;
  return {
    ...entry,
    ...about,
    by: value.userPrincipalName ?? value.displayName ?? value.id ?? value.type,
    byId: value.id,
    doneAt: value.at,
    activity: value.activity,
    eventId: value.eventId,
  };
}
