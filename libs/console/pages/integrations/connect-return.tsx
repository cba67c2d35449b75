import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearch } from '@tanstack/react-router';
import { problemsQuery } from '../../api/queries.js';
import type { Problem } from '../../api/types.js';
import { AnchorLink } from '../../design/links.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useConnect } from '../connect/use-connect.js';

/** Problems that a decision of the tenant's administrator causes, rather than a fault. */
const DECISIONS: ReadonlySet<string> = new Set(['sign-in-declined', 'consent-declined']);

/** What Microsoft's redirect brought: a connection to go on with, or a problem to understand. */
export function ConnectReturn() {
  const { connection, problem } = useSearch({ from: '/app/organization-settings/integrations' });
  if (connection !== undefined) {
    return (
      <Navigate
        to="/organization-settings/integrations/$connectionId/setup"
        params={{ connectionId: connection }}
        replace
      />
    );
  }
  return problem === undefined ? null : <ReturnedProblem code={problem} />;
}

function ReturnedProblem({ code }: { readonly code: string }) {
  const problems = useQuery(problemsQuery);
  const { start, busy, failure } = useConnect();
  const problem = problems.data?.find((known) => known.code === code) ?? unknownProblem(code);
  if (problems.isPending) return null;
  return (
    <Stack mb="lg" gap="sm">
      <ProblemAlert
        problem={{ ...problem, title: `Not connected: ${lowerFirst(problem.title)}` }}
        tone={DECISIONS.has(code) ? 'notice' : 'error'}
        retryLabel={busy ? 'Going to Microsoft…' : 'Connect again'}
        onRetry={
          problem.retry === 'never'
            ? undefined
            : () => {
                start({});
              }
        }
        action={
          <AnchorLink to="/organization-settings/integrations/azure-entra-id/connect">
            Read the guide
          </AnchorLink>
        }
      />
      {failure}
    </Stack>
  );
}

function lowerFirst(text: string): string {
  return /^(Microsoft|Graph|Admin)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function unknownProblem(code: string): Problem {
  return {
    code,
    title: `The platform reports "${code}".`,
    remedy: 'Start connecting again; if it stays, tell the operator of the platform this code.',
    actor: 'operator',
    retry: 'after-remedy',
  };
}
