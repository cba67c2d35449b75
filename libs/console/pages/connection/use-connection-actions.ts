import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BASE, call } from '../../api/http.js';
import type { Disconnected, Health, Run } from '../../api/types.js';

/** Starts a run; while one is open, that one is answered. */
export function useSyncNow(connectionId: string, kind: Run['kind'] = 'incremental') {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => call<Run>('POST', `${BASE}/connections/${connectionId}/runs`, { kind }),
    onSuccess: refresh,
  });
}

/** Checks the health now. */
export function useCheckHealth(connectionId: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => call<Health>('POST', `${BASE}/connections/${connectionId}/health`),
    onSuccess: refresh,
  });
}

/** Disconnects, and leaves it to the caller to refresh; with the tenant's name in `erase`, removes all that was collected too. */
export function useDisconnect(connectionId: string) {
  return useMutation({
    mutationFn: ({ reason, erase }: { readonly reason: string; readonly erase: string | undefined }) =>
      call<Disconnected>(
        'DELETE',
        `${BASE}/connections/${connectionId}${erase === undefined ? '' : '?erase=true'}`,
        {
          ...(reason === '' ? {} : { reason }),
          ...(erase === undefined ? {} : { confirm: erase }),
        },
      ),
  });
}

/** Asks again for everything that connecting, running or disconnecting changes. */
export function useRefresh() {
  const queries = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['connections'] }),
      queries.invalidateQueries({ queryKey: ['catalog'] }),
      queries.invalidateQueries({ queryKey: ['list'] }),
    ]);
  };
}
