import { Group, Paper, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LayoutDashboard } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { connectionsQuery, latestRunQuery, summaryQuery } from '../../api/queries.js';
import type { AccountSummary, Connection } from '../../api/types.js';
import { HealthBadge, RunBadge } from '../../design/badges.js';
import { EmptyState } from '../../design/empty-state.js';
import { AnchorLink, ButtonLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { Ago } from '../../design/time.js';
import { Figures } from './figures.js';
import { MfaCard } from './mfa-card.js';

/** Charts are large, and the numbers above them need not wait. */
const AccountsChart = lazy(async () => ({ default: (await import('./accounts-chart.js')).AccountsChart }));
const Trend = lazy(async () => ({ default: (await import('./trend.js')).Trend }));

/** How the organisation stands: its tenants, their health, and what they hold. */
export function OverviewPage() {
  const connections = useQuery(connectionsQuery);
  const [chosen, setChosen] = useState<string>();
  return (
    <Loaded query={connections}>
      {(items) => {
        const connection = items.find(({ id }) => id === chosen) ?? items[0];
        if (connection === undefined) return <Nothing />;
        return (
          <>
            <PageHeader
              title="Overview"
              description="Who is in your tenant, whether MFA holds, who is inactive or privileged, and how that changes."
              actions={<TenantChoice connectionId={connection.id} onChange={setChosen} />}
            />
            <Tenant key={connection.id} connection={connection} />
          </>
        );
      }}
    </Loaded>
  );
}

function Nothing() {
  return (
    <>
      <PageHeader title="Overview" />
      <EmptyState
        icon={LayoutDashboard}
        title="Connect your first tenant"
        action={<ButtonLink to="/organization-settings/integrations">Go to integrations</ButtonLink>}
      >
        Once Azure Entra ID is connected, you see here who is in your tenant, how that changes, and whether
        the evidence is complete.
      </EmptyState>
    </>
  );
}

function Tenant({ connection }: { readonly connection: Connection }) {
  const summary = useQuery({ ...summaryQuery(connection.id, undefined), enabled: connection.revision > 0 });
  return (
    <Stack gap="md">
      <State connection={connection} />
      {connection.revision === 0 ? (
        <EmptyState icon={LayoutDashboard} title="The first sync has not ended yet">
          Numbers show up here as soon as its revision is published.
        </EmptyState>
      ) : (
        <Loaded query={summary} lines={[110, 280]}>
          {(data) => <Numbers connection={connection} summary={data} />}
        </Loaded>
      )}
    </Stack>
  );
}

function State({ connection }: { readonly connection: Connection }) {
  const run = useQuery(latestRunQuery(connection.id)).data;
  return (
    <Paper>
      <Group justify="space-between" gap="md">
        <Group gap="sm">
          <Text fw={600}>{connection.displayName ?? connection.tenantId}</Text>
          <HealthBadge connection={connection} />
        </Group>
        <Group gap="lg">
          {run !== null && run !== undefined && (
            <Group gap={6}>
              <Text size="sm" c="dimmed" component="div">
                Last sync <Ago at={run.finishedAt ?? run.startedAt ?? run.queuedAt} />
              </Text>
              <RunBadge state={run.state} />
            </Group>
          )}
          <AnchorLink
            to="/organization-settings/integrations/$connectionId"
            params={{ connectionId: connection.id }}
          >
            Open the connection
          </AnchorLink>
        </Group>
      </Group>
    </Paper>
  );
}

interface NumbersProps {
  readonly connection: Connection;
  readonly summary: AccountSummary;
}

function Numbers({ connection, summary }: NumbersProps) {
  const { id: connectionId } = connection;
  return (
    <>
      <Figures connectionId={connectionId} summary={summary} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Suspense fallback={<Skeleton height={270} radius="lg" />}>
          <AccountsChart summary={summary} connectionId={connectionId} />
        </Suspense>
        <MfaCard connectionId={connectionId} />
      </SimpleGrid>
      <Suspense fallback={<Skeleton height={270} radius="lg" />}>
        <Trend connectionId={connectionId} />
      </Suspense>
    </>
  );
}
