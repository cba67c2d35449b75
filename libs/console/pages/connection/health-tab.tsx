import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  CircleCheck,
  CircleHelp,
  CircleMinus,
  CircleX,
  RefreshCw,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { connectionQuery, healthQuery } from '../../api/queries.js';
import type { Health, HealthCheck } from '../../api/types.js';
import { withLocalTimes } from '../../design/format.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { Loaded } from '../../design/loaded.js';
import { ProblemAlert, ProblemFacts, problemOfError } from '../../design/problem-alert.js';
import { Ago } from '../../design/time.js';
import { useConnect } from '../connect/use-connect.js';
import { ResourcesCard } from './resources-card.js';
import { useCheckHealth } from './use-connection-actions.js';

/** The last health check, what is wrong and what to do about it. */
export function HealthTab() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const health = useQuery(healthQuery(connectionId));
  const connection = useQuery(connectionQuery(connectionId)).data;
  return (
    <Stack gap="lg">
      <Loaded query={health} lines={[220]}>
        {(data) => <HealthCard connectionId={connectionId} health={data} />}
      </Loaded>
      {connection !== undefined && <ResourcesCard connection={connection} />}
    </Stack>
  );
}

interface HealthCardProps {
  readonly connectionId: string;
  readonly health: Health;
}

/** Every check with its outcome; permissions are on a page of their own and only counted here. */
export function HealthCard({ connectionId, health }: HealthCardProps) {
  const check = useCheckHealth(connectionId);
  const { start, requestConsent, busy, failure } = useConnect();
  const shown = health.checks.filter(isShown);
  return (
    <Paper>
      <Group justify="space-between" mb="md">
        <div>
          <Title order={2}>Health check</Title>
          <Text size="sm" c="dimmed">
            Last checked <Ago at={health.checkedAt} none="not yet" />
          </Text>
        </div>
        <Group gap="xs">
          {needsConsent(health) && (
            <GuardedButton
              size="xs"
              loading={busy}
              onClick={() => {
                requestConsent(connectionId);
              }}
            >
              Grant admin consent
            </GuardedButton>
          )}
          {needsSignIn(health) && (
            <GuardedButton
              size="xs"
              loading={busy}
              onClick={() => {
                start({ connectionId });
              }}
            >
              Sign in again
            </GuardedButton>
          )}
          <GuardedButton
            size="xs"
            variant="default"
            leftSection={<RefreshCw size={14} aria-hidden />}
            loading={check.isPending}
            onClick={() => {
              check.mutate();
            }}
          >
            Check now
          </GuardedButton>
        </Group>
      </Group>
      {failure}
      {check.error !== null && <ProblemAlert problem={problemOfError(check.error)} />}
      {health.checks.length === 0 && <Text size="sm">The first check has not ended yet.</Text>}
      <Stack gap={0} role="list" aria-label="Checks">
        {shown.map((item) => (
          <CheckRow key={item.name} check={item} />
        ))}
      </Stack>
    </Paper>
  );
}

const MARKS: Readonly<
  Record<
    HealthCheck['status'],
    { readonly icon: LucideIcon; readonly colour: string; readonly label: string }
  >
> = {
  pass: {
    icon: CircleCheck,
    colour: 'light-dark(var(--mantine-color-green-8), var(--mantine-color-green-5))',
    label: 'Passed',
  },
  warn: {
    icon: TriangleAlert,
    colour: 'light-dark(var(--mantine-color-orange-8), var(--mantine-color-yellow-5))',
    label: 'Notice',
  },
  fail: {
    icon: CircleX,
    colour: 'light-dark(var(--mantine-color-red-8), var(--mantine-color-red-5))',
    label: 'Failed',
  },
  not_granted: { icon: CircleMinus, colour: 'var(--mantine-color-dimmed)', label: 'Not granted' },
  unknown: { icon: CircleHelp, colour: 'var(--mantine-color-dimmed)', label: 'Unknown' },
};

/** One check with its outcome and, when it did not pass, what to do. */
export function CheckRow({ check }: { readonly check: HealthCheck }) {
  const { icon: Icon, colour, label } = MARKS[check.status];
  return (
    <Group
      role="listitem"
      wrap="nowrap"
      align="flex-start"
      gap="sm"
      py="xs"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Icon size={18} color={colour} aria-label={label} role="img" style={{ flex: 'none', marginTop: 2 }} />
      <Stack gap={4}>
        <Text size="sm">{withLocalTimes(check.summary)}</Text>
        {check.problem !== null && check.status !== 'pass' && <ProblemFacts problem={check.problem} />}
      </Stack>
    </Group>
  );
}

/** Permissions that passed, and optional ones, are left to the page of permissions. */
function isShown(check: HealthCheck): boolean {
  return !check.name.startsWith('permission:') || check.status === 'fail' || check.status === 'warn';
}

function codes(health: Health): readonly string[] {
  return health.checks.flatMap(({ problem, status }) =>
    problem === null || status === 'pass' ? [] : [problem.code],
  );
}

function needsConsent(health: Health): boolean {
  return codes(health).some((code) =>
    ['reads-on-behalf', 'core-permission-missing', 'consent-missing'].includes(code),
  );
}

function needsSignIn(health: Health): boolean {
  return codes(health).includes('sign-in-again');
}
