import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CircleAlert, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/http.js';
import type { Problem } from '../api/types.js';

const ACTORS: Readonly<Record<NonNullable<Problem['actor']>, string>> = {
  'tenant-admin': 'An administrator of your Microsoft Entra tenant',
  operator: 'An administrator of this platform',
  developer: 'The developers of the integration',
};

const RETRIES: Readonly<Record<NonNullable<Problem['retry']>, string>> = {
  never: 'Trying the same again will not help.',
  'after-remedy': 'Try again once this is done.',
  later: 'Trying again later can help.',
};

interface ProblemAlertProps {
  readonly problem: Problem;
  readonly tone?: 'error' | 'notice';
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly action?: ReactNode;
}

/** A problem with its cause, what to do, who can do it, and a way to try again. */
export function ProblemAlert(props: ProblemAlertProps) {
  const { problem, tone = 'error', onRetry, retryLabel = 'Try again', action } = props;
  const colour = tone === 'error' ? 'red' : 'yellow';
  const mayRetry = onRetry !== undefined && problem.retry !== 'never';
  return (
    <Alert
      color={colour}
      icon={<CircleAlert aria-hidden />}
      title={problem.title}
      role={tone === 'error' ? 'alert' : 'note'}
    >
      <Stack gap="xs">
        <ProblemFacts problem={problem} />
        {(mayRetry || action !== undefined) && (
          <Group gap="sm" mt={4}>
            {mayRetry && (
              <Button
                size="xs"
                variant="default"
                leftSection={<RotateCw size={14} aria-hidden />}
                onClick={onRetry}
              >
                {retryLabel}
              </Button>
            )}
            {action}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

/** Detail, remedy and actor of a problem, as short lines. */
export function ProblemFacts({ problem }: { readonly problem: Problem }) {
  const { detail, remedy, actor, retry, reference } = problem;
  return (
    <Stack gap={4}>
      {typeof detail === 'string' && detail !== '' && <Text size="sm">{detail}</Text>}
      {remedy !== undefined && (
        <Text size="sm">
          <strong>What to do:</strong> {remedy}
        </Text>
      )}
      {actor !== undefined && (
        <Text size="sm">
          <strong>Who can do it:</strong> {ACTORS[actor]}.{retry === undefined ? '' : ` ${RETRIES[retry]}`}
        </Text>
      )}
      {reference !== undefined && (
        <Text size="sm">
          <strong>Reference:</strong> <span className="mono">{reference}</span>
        </Text>
      )}
    </Stack>
  );
}

/** What an unknown error says to a person. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return {
    code: 'console-failed',
    title: 'This page could not be shown.',
    detail: error instanceof Error ? error.message : String(error),
    remedy: 'Load the page again; if it stays, tell the operator of the platform.',
    actor: 'developer',
  };
}
