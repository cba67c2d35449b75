import { Container, Skeleton, Stack } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { ProblemAlert, problemOfError } from '../design/problem-alert.js';

const OUTDATED = /dynamically imported module|Importing a module script failed/i;

/** Stands in while a page is on its way. */
export function PagePending() {
  return (
    <Stack className="page" gap="md" role="status" aria-label="Loading">
      <Skeleton height={32} width="40%" />
      <Skeleton height={160} />
      <Skeleton height={160} />
    </Stack>
  );
}

/** Says why a page cannot be shown; a page of an older version is loaded again. */
export function PageFailed({ error }: ErrorComponentProps) {
  const retry = (): void => {
    location.reload();
  };
  const outdated = error instanceof Error && OUTDATED.test(error.message);
  const problem = outdated
    ? {
        code: 'console-outdated',
        title: 'The platform was updated while you were here.',
        remedy: 'Load the page again.',
      }
    : problemOfError(error);
  return (
    <Container size="sm" py="xl">
      <ProblemAlert problem={problem} onRetry={retry} retryLabel="Load again" />
    </Container>
  );
}
