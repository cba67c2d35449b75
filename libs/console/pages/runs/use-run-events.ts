import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BASE } from '../../api/http.js';
import { isOpen, runQuery } from '../../api/queries.js';
import type { Run } from '../../api/types.js';
import { useRefresh } from '../connection/use-connection-actions.js';

/** Follows a run while it is open; the answer of `runQuery` moves on with each event. */
export function useRunEvents(connectionId: string, run: Run | null | undefined): void {
  const queries = useQueryClient();
  const refresh = useRefresh();
  const runId = isOpen(run) ? run?.id : undefined;
  useEffect(() => {
    if (runId === undefined) return undefined;
    const events = new EventSource(`${BASE}/connections/${connectionId}/runs/${runId}/events`);
    const show = (event: MessageEvent<string>): void => {
      const seen = JSON.parse(event.data) as Run;
      queries.setQueryData(runQuery(connectionId, runId).queryKey, seen);
      if (isOpen(seen)) return;
      events.close();
      void refresh();
    };
    events.addEventListener('run', show);
    return () => {
      events.close();
    };
  }, [connectionId, runId, queries]);
}
