import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { figuresQuery } from '../../api/access-queries.js';
import type { Figures as FigureSet } from '../../api/access-types.js';
import { postureQuery } from '../../api/policy-queries.js';
import { ESCAPING, type Evaluation } from '../../api/policy-types.js';
import type { AccountSummary } from '../../api/types.js';
import { count } from '../../design/format.js';
import { unknownInWords } from '../../design/known.js';
import { AnchorLink } from '../../design/links.js';
import { problemOfError } from '../../design/problem-alert.js';

interface FiguresProps {
  readonly connectionId: string;
  readonly summary: AccountSummary;
}

/** The numbers that reviewers ask for first, each with where it comes from. */
export function Figures({ connectionId, summary }: FiguresProps) {
  const figures = useQuery(figuresQuery(connectionId));
  const posture = useQuery({ ...postureQuery(connectionId), retry: false });
  const where = { connectionId };
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      <Figure label="Accounts" value={summary.counts['accounts'] ?? 0} note={enabledOf(summary)}>
        <AnchorLink to="/directory/$connectionId/accounts" params={where}>
          See accounts
        </AnchorLink>
      </Figure>
      <Figure
        label="Can sign in without MFA"
        value={posture.data === undefined ? undefined : escaping(posture.data.evaluation)}
        note={posture.data === undefined ? why(posture.error) : evaluated(posture.data.evaluation)}
      >
        <AnchorLink to="/policy/$connectionId" params={where}>
          See how sign-ins escape
        </AnchorLink>
      </Figure>
      <Figure label="Inactive for 90 days" {...inactiveOf(figures.data, figures.error)}>
        <AnchorLink
          to="/directory/$connectionId/sign-ins"
          params={where}
          search={{ inactiveDays: '90', accountEnabled: 'true' }}
        >
          See who
        </AnchorLink>
      </Figure>
      <Figure label="People with privileged roles" {...privilegedOf(figures.data, figures.error)}>
        <AnchorLink to="/privileged/$connectionId" params={where}>
          See privileged access
        </AnchorLink>
      </Figure>
    </SimpleGrid>
  );
}

interface Shown {
  /** Undefined: on its way, or not known. */
  readonly value: number | undefined;
  readonly note: string;
}

function enabledOf({ accounts }: AccountSummary): string {
  const enabled = accounts.filter(({ accountEnabled }) => accountEnabled === true);
  return `${count(enabled.reduce((sum, { count: number }) => sum + number, 0))} enabled`;
}

function escaping({ coverage }: Evaluation): number {
  return ESCAPING.reduce((sum, verdict) => sum + (coverage[verdict] ?? 0), 0);
}

function evaluated({ coverage }: Evaluation): string {
  const all = Object.values(coverage).reduce((sum, number) => sum + number, 0);
  return `of ${count(all)} evaluated, ${count(coverage.indeterminate ?? 0)} unknown`;
}

function inactiveOf(figures: FigureSet | undefined, error: Error | null): Shown {
  const signIn = figures?.accounts.signIn;
  if (signIn === undefined) return { value: undefined, note: why(error) };
  if (signIn.kind === 'unknown') return { value: undefined, note: unknownInWords(signIn.reason) };
  const { inactive, never, unknown } = signIn.value;
  return {
    value: inactive,
    note: `enabled ones; ${count(never)} never signed in, ${count(unknown)} unknown`,
  };
}

function privilegedOf(figures: FigureSet | undefined, error: Error | null): Shown {
  if (figures === undefined) return { value: undefined, note: why(error) };
  const { people, permanent, applications } = figures.privileged;
  const partly = figures.gaps.some(({ resource }) => ROLES.has(resource)) ? '; not all could be read' : '';
  return {
    value: people,
    note: `${count(permanent)} permanently; ${count(applications)} applications besides${partly}`,
  };
}

const ROLES: ReadonlySet<string> = new Set(['roleDefinitions', 'roleAssignments', 'memberships']);

function why(error: Error | null): string {
  return error === null ? 'Being counted' : `Unknown: ${problemOfError(error).title}`;
}

interface FigureProps extends Shown {
  readonly label: string;
  readonly children: ReactNode;
}

function Figure({ label, value, note, children }: FigureProps) {
  return (
    <Paper component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Title order={2} fz={32} className="numeric" my={4}>
        {value === undefined ? '–' : count(value)}
      </Title>
      <Text size="xs" c="dimmed" mb={6}>
        {note}
      </Text>
      {children}
    </Paper>
  );
}
