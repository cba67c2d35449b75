import { Inject, Res } from '@nestjs/common';
import { TIMELINE_KINDS } from '#access-graph/change-author.js';
import type { PageRequest } from '../../inventory/read/inventory-reader.port.js';
import {
  TIMELINE_CATEGORIES,
  TIMELINE_READER,
  type TimelineEntry,
  type TimelineReader,
} from '../../inventory/read/timeline-reader.port.js';
import { wantsCsv } from '../http/answers.js';
import { Asked, type AskedList } from '../http/asked.js';
import { objectIdOf, pageRequest, word } from '../http/parameters.js';
import { ReadDesk, type ListResponse } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import { GET_ACCOUNT_TIMELINE } from '../openapi/operations/people.js';
import { TIMELINE } from '../openapi/rows/timeline.js';
import { TIMELINE_SOURCES } from './sources.js';

/** What happened to one account: joiner, mover and leaver evidence. */
@ApiController('Access', 'connections/:id')
export class TimelineController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(TIMELINE_READER) private readonly reader: TimelineReader,
  ) {}

  @Operation(GET_ACCOUNT_TIMELINE)
  getAccountTimeline(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const accountId = objectIdOf(asked.ids.accountId);
    const filter = {
      category: word(asked.query, 'category', TIMELINE_CATEGORIES),
      kind: word(asked.query, 'kind', TIMELINE_KINDS),
    };
    pageRequest(asked.query);
    return this.desk.list(asked, response, (opened) => {
      const at = { ...opened.at, revisionInfo: opened.revision, isPast: opened.isPast, now: opened.now };
      const page = async (request: PageRequest) => {
        const found = await this.reader.timeline(at, accountId, filter, request);
        return wantsCsv(asked.accept) ? { ...found, items: found.items.map(flat) } : found;
      };
      return { ...TIMELINE, resource: 'accounts', derivedFrom: TIMELINE_SOURCES, page };
    });
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
