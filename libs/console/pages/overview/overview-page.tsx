import { Group, Paper, Select, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LayoutDashboard } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { connectionsQuery, latestRunQuery, summaryQuery } from '../../api/queries.js';
import type { AccountSummary, Connection } from '../../api/types.js';
import { HealthBadge, RunBadge } from '../../design/badges.js';
import { EmptyState } from '../../design/empty-state.js';
import { count } from '../../design/format.js';
import { AnchorLink, ButtonLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { Ago } from '../../design/time.js';

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
              description="What your connected tenants hold, and whether it is current."
              actions={<TenantChoice connections={items} value={connection.id} onChange={setChosen} />}
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

interface TenantChoiceProps {
  readonly connections: readonly Connection[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function TenantChoice({ connections, value, onChange }: TenantChoiceProps) {
  if (connections.length < 2) return null;
  return (
    <Select
      aria-label="Tenant"
      size="xs"
      value={value}
      allowDeselect={false}
      data={connections.map(({ id, displayName, tenantId }) => ({
        value: id,
        label: displayName ?? tenantId ?? id,
      }))}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
    />
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
  const { counts } = summary;
  const where = { connectionId: connection.id };
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label="Accounts" value={counts['accounts'] ?? 0}>
          <AnchorLink to="/directory/$connectionId/accounts" params={where}>
            See accounts
          </AnchorLink>
        </Figure>
        <Figure label="Groups" value={counts['groups'] ?? 0}>
          <AnchorLink to="/directory/$connectionId/groups" params={where}>
            See groups
          </AnchorLink>
        </Figure>
        <Figure label="Group memberships" value={counts['memberships'] ?? 0}>
          <Text size="sm" c="dimmed">
            Direct ones
          </Text>
        </Figure>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Suspense fallback={<Skeleton height={270} radius="lg" />}>
          <AccountsChart summary={summary} connectionId={connection.id} />
        </Suspense>
        <Suspense fallback={<Skeleton height={270} radius="lg" />}>
          <Trend connectionId={connection.id} />
        </Suspense>
      </SimpleGrid>
    </>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: number;
  readonly children: ReactNode;
}

function Figure({ label, value, children }: FigureProps) {
  return (
    <Paper component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Title order={2} fz={32} className="numeric" my={4}>
        {count(value)}
      </Title>
      {children}
    </Paper>
  );
}
