import type { JsonObject } from '#kernel/json.js';
import type { Page, RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import { EXPORT_PAGE, toCsv } from './csv.js';
import { takeOver, type HostResponse, type NodeResponse } from './host-response.js';

/** A resource that is not complete where something depends on it. */
export interface Gap {
  readonly resource: ResourceName;
  readonly completeness: string;
}

/** How whole an answer is, computed once for JSON and CSV alike. */
export interface Wholeness {
  readonly completeness: string;
  /** Resources that it is derived from and that are not complete. */
  readonly gaps: readonly Gap[];
}

/** A list with what an auditor must know of it. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly revision: number;
  readonly readFrom: string;
  readonly readTo: string;
  readonly completeness: string;
}

/** Puts a page into the form of every list. */
export function listAnswer<Item>(
  page: Page<Item>,
  revision: RevisionInfo,
  resource: ResourceName,
): ListAnswer<Item> {
  return {
    items: page.items,
    ...(page.next === undefined ? {} : { next: page.next }),
    ...provenance(revision, resource),
  };
}

/** Revision, reading interval and completeness of what is shown. */
export function provenance(
  revision: RevisionInfo,
  resource: ResourceName,
): Omit<ListAnswer<never>, 'items' | 'next'> {
  const { revision: number, readFrom, readTo, completeness } = revision;
  return { revision: number, readFrom, readTo, completeness: completeness[resource] ?? 'not-read' };
}

/** What an export consists of. */
export interface Export {
  readonly name: string;
  readonly columns: readonly string[];
  readonly revision: RevisionInfo;
  readonly resource: ResourceName;
  /** Where the completeness of the resource alone does not tell it all. */
  readonly wholeness?: Wholeness;
  /** Further headers that say what the JSON says. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly page: (request: {
    readonly limit: number;
    readonly cursor: string | undefined;
  }) => Promise<Page<JsonObject>>;
}

/** Writes a whole list as CSV, page by page, so that nothing grows with the tenant; stops when the caller goes. */
export async function sendCsv(answer: HostResponse, what: Export): Promise<void> {
  const first = await what.page({ limit: EXPORT_PAGE, cursor: undefined });
  const response = takeOver(answer);
  const { revision, readFrom, readTo, completeness } = provenance(what.revision, what.resource);
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="${what.name}-revision-${revision}.csv"`);
  response.setHeader('x-revision', String(revision));
  response.setHeader('x-read-from', readFrom);
  response.setHeader('x-read-to', readTo);
  response.setHeader('x-completeness', what.wholeness?.completeness ?? completeness);
  const gaps = what.wholeness?.gaps ?? [];
  if (gaps.length > 0) response.setHeader('x-gaps', gaps.map(gapText).join(', '));
  for (const [name, value] of Object.entries(what.headers ?? {})) response.setHeader(name, value);
  let page: Page<JsonObject> | undefined = first;
  for (let header = true; page !== undefined && !response.destroyed; header = false) {
    const goesOn = response.write(toCsv(what.columns, page.items, header));
    if (!goesOn) await drained(response);
    const cursor: string | undefined = page.next;
    page = cursor === undefined ? undefined : await what.page({ limit: EXPORT_PAGE, cursor });
  }
  response.end();
}

function gapText({ resource, completeness }: Gap): string {
  return `${resource}=${completeness}`;
}

/** Resources that are not complete in a revision, of those that something is derived from. */
export function gapsOf(revision: RevisionInfo, resources: readonly ResourceName[]): readonly Gap[] {
  return resources
    .map((resource) => ({ resource, completeness: provenance(revision, resource).completeness }))
    .filter(({ completeness }) => completeness !== 'complete');
}

/** Waits until the caller has taken what was written, or has gone. */
function drained(response: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.once('drain', go);
    response.once('close', go);
  });
}

/** Whether the caller asked for CSV. */
export function wantsCsv(accept: string | undefined): boolean {
  return accept?.split(',').some((type) => type.trim().toLowerCase().startsWith('text/csv')) ?? false;
}
