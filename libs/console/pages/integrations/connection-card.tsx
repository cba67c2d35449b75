import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { latestRunQuery } from '../../api/queries.js';
import type { CatalogEntry, Connection } from '../../api/types.js';
import { HealthBadge, RunBadge } from '../../design/badges.js';
import { AnchorLink } from '../../design/links.js';
import { Ago } from '../../design/time.js';
import { ConnectionMenu } from './connection-menu.js';
import { EntryFrame } from './entry-card.js';

interface ConnectionCardProps {
  readonly entry: CatalogEntry;
  readonly connection: Connection;
}

/** A connected tenant: health, what was read last and what comes next. */
export function ConnectionCard({ entry, connection }: ConnectionCardProps) {
  const name = connection.displayName ?? connection.tenantId ?? 'Tenant';
  return (
    <EntryFrame entry={entry} title={name} badge={<HealthBadge connection={connection} />}>
      <Facts connection={connection} />
      <Group justify="space-between" mt="auto">
        <AnchorLink
          to="/organization-settings/integrations/$connectionId"
          params={{ connectionId: connection.id }}
        >
          Details
        </AnchorLink>
        <ConnectionMenu connection={connection} />
      </Group>
    </EntryFrame>
  );
}

function Facts({ connection }: { readonly connection: Connection }) {
  const run = useQuery(latestRunQuery(connection.id)).data;
  return (
    <Stack gap={6}>
      <Fact label="Last health check">
        <Ago at={connection.health.checkedAt} none="not yet" />
      </Fact>
      <Fact label="Last sync">
        {run === undefined || run === null ? (
          'not yet'
        ) : (
          <Group gap={6} component="span" display="inline-flex">
            <Ago at={run.finishedAt ?? run.startedAt ?? run.queuedAt} /> <RunBadge state={run.state} />
          </Group>
        )}
      </Fact>
      <Fact label="Next sync">
        <Ago at={connection.nextRunAt} none="not scheduled" />
      </Fact>
    </Stack>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="center">
      <Text size="sm" c="dimmed" w={132} flex="none">
        {label}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Group>
  );
}
