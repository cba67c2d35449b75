import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemAlert, problemOfError } from './problem-alert.js';

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Heights of the lines that stand in while the answer is on its way, in pixels. */
  readonly lines?: readonly number[];
  readonly children: (data: Data) => ReactNode;
}

const LINES: readonly number[] = [40, 120, 120];

/** Shows an answer, or that it is on its way, or why there is none. */
export function Loaded<Data>({ query, lines = LINES, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) {
    const retry = (): void => {
      void query.refetch();
    };
    return <ProblemAlert problem={problemOfError(query.error)} onRetry={retry} />;
  }
  return (
    <Stack gap="md" aria-busy="true" aria-label="Loading" role="status">
      {lines.map((height, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}
