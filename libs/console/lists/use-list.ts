import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { withQuery } from '../api/http.js';
import { listPage } from '../api/queries.js';
import type { ListPage } from '../api/types.js';

const PAGE = 200;

/** A list of the inventory, read page by page as it is scrolled; `path` holds its filters. */
export function useList<Item>(path: string) {
  const query = useInfiniteQuery({
    queryKey: ['list', path],
    queryFn: ({ pageParam }) => {
      const separated = path.includes('?') ? '&' : '?';
      const page = withQuery('', { limit: PAGE, cursor: pageParam }).slice(1);
      return listPage<Item>(`${path}${separated}${page}`);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ListPage<Item>) => last.next,
    placeholderData: (before) => before,
  });
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const { fetchNextPage } = query;
  const more = useCallback(() => {
    void fetchNextPage();
  }, [fetchNextPage]);
  return { query, rows, more, provenance: query.data?.pages[0] };
}
