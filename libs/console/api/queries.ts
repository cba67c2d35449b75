import { queryOptions } from '@tanstack/react-query';
import { BASE, call, withQuery } from './http.js';
import type {
  Account,
  AccountSummary,
  CatalogEntry,
  Connection,
  Group,
  Health,
  ListPage,
  Me,
  Problem,
  Provenance,
  Related,
  Revision,
  Run,
} from './types.js';

const SLOW_REFRESH_MS = 30_000;
const CHECKING_REFRESH_MS = 3_000;

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => call<Me>('GET', '/me'),
  staleTime: 60_000,
  retry: false,
});

/** The catalog. */
export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: async () => (await call<{ readonly items: readonly CatalogEntry[] }>('GET', '/catalog')).items,
});

/** The connections of the organisation; looked at again while one is being checked. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async () =>
    (await call<{ readonly items: readonly Connection[] }>('GET', `${BASE}/connections`)).items,
  refetchInterval: ({ state }) =>
    state.data?.some(isBeingChecked) === true ? CHECKING_REFRESH_MS : SLOW_REFRESH_MS,
});

/** One connection. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: () => call<Connection>('GET', `${BASE}/connections/${id}`),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isBeingChecked(state.data) ? CHECKING_REFRESH_MS : SLOW_REFRESH_MS,
  });

/** The last health check with its details. */
export const healthQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'health'],
    queryFn: () => call<Health>('GET', `${BASE}/connections/${id}/health`),
    refetchInterval: ({ state }) => (state.data?.status === 'checking' ? CHECKING_REFRESH_MS : false),
  });

/** The newest run, if there is one. */
export const latestRunQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id, 'runs', 'latest'],
    queryFn: async () => {
      const { items } = await call<{ readonly items: readonly Run[] }>(
        'GET',
        `${BASE}/connections/${id}/runs?limit=1`,
      );
      return items[0] ?? null;
    },
    refetchInterval: ({ state }) => (isOpen(state.data) ? CHECKING_REFRESH_MS : SLOW_REFRESH_MS),
  });

/** One run. */
export const runQuery = (id: string, runId: string) =>
  queryOptions({
    queryKey: ['connections', id, 'runs', runId],
    queryFn: () => call<Run>('GET', `${BASE}/connections/${id}/runs/${runId}`),
  });

/** Every problem by its code. */
export const problemsQuery = queryOptions({
  queryKey: ['problems'],
  queryFn: async () => (await call<{ readonly items: readonly Problem[] }>('GET', `${BASE}/problems`)).items,
  staleTime: Infinity,
});

/** An account at a moment. */
export const accountQuery = (id: string, objectId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'accounts', objectId, asOf],
    queryFn: () =>
      call<{ readonly account: Account } & Provenance>(
        'GET',
        withQuery(`${BASE}/connections/${id}/accounts/${objectId}`, { asOf }),
      ),
  });

/** A group with its owners at a moment. */
export const groupQuery = (id: string, objectId: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'groups', objectId, asOf],
    queryFn: () =>
      call<{ readonly group: Group; readonly owners: readonly Related[] } & Provenance>(
        'GET',
        withQuery(`${BASE}/connections/${id}/groups/${objectId}`, { asOf }),
      ),
  });

/** Counts of a revision, with accounts by type and state. */
export const summaryQuery = (id: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['connections', id, 'summary', asOf],
    queryFn: () => call<AccountSummary>('GET', withQuery(`${BASE}/connections/${id}/summary`, { asOf })),
  });

/** The newest published revisions, newest first. */
export const revisionsQuery = (id: string, limit: number) =>
  queryOptions({
    queryKey: ['connections', id, 'revisions', limit],
    queryFn: async () =>
      (
        await call<{ readonly items: readonly Revision[] }>(
          'GET',
          withQuery(`${BASE}/connections/${id}/revisions`, { limit }),
        )
      ).items,
  });

/** One page of a list. */
export function listPage<Item>(path: string): Promise<ListPage<Item>> {
  return call<ListPage<Item>>('GET', path);
}

/** Whether a run has not ended and waits for nobody. */
export function isOpen(run: Run | null | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'running' || run?.state === 'undoing';
}

function isBeingChecked({ status, health }: Connection): boolean {
  return status === 'connected' && health.status === 'checking';
}
