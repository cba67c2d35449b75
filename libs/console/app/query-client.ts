import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/http.js';

const FRESH_MS = 10_000;
const RETRIES_MAX = 2;

/** The cache of answers: what failed for lack of a network or of patience is asked again, the rest is shown at once. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
      },
    },
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status === 503);
}
