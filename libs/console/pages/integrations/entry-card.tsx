import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { ArrowRight, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CatalogEntry, Connection } from '../../api/types.js';
import { useRefusal } from '../../app/session.js';
import { words } from '../../design/format.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { AnchorLink, ButtonLink } from '../../design/links.js';
import { Ago } from '../../design/time.js';
import { OutsideLink } from '../../design/page-header.js';
import { useConnect } from '../connect/use-connect.js';

interface EntryCardProps {
  readonly entry: CatalogEntry;
  readonly connections: readonly Connection[];
}

/** An entry that is not installed: coming soon, or ready to be connected. */
export function EntryCard({ entry, connections }: EntryCardProps) {
  const earlier = connections.filter(({ status }) => status === 'disconnected');
  return (
    <EntryFrame
      entry={entry}
      badge={entry.state === 'coming_soon' ? <Badge color="gray">Coming soon</Badge> : undefined}
    >
      {earlier.map((connection) => (
        <Earlier key={connection.id} connection={connection} available={entry.state !== 'coming_soon'} />
      ))}
      <Group justify="space-between" mt="auto">
        <OutsideLink href={entry.catalog.docsUrl}>
          Documentation <ExternalLink size={12} aria-hidden />
        </OutsideLink>
        {entry.state === 'coming_soon' ? <ComingSoonAction /> : <ConnectAction />}
      </Group>
    </EntryFrame>
  );
}

interface EntryFrameProps {
  readonly entry: CatalogEntry;
  readonly badge?: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
}

/** Logo, name, description and capabilities of an entry. */
export function EntryFrame({ entry: { catalog }, badge, title, children }: EntryFrameProps) {
  return (
    <Paper component="article" aria-label={title ?? catalog.name}>
      <Stack gap="md" h="100%">
        <Group wrap="nowrap" align="flex-start" gap="md">
          <img src={catalog.logo} alt="" className="entry-logo" />
          <Stack gap={2} flex={1} miw={0}>
            <Group gap="xs" justify="space-between">
              <Title order={2}>{catalog.name}</Title>
              {badge}
            </Group>
            <Text size="sm" c="dimmed">
              {title ?? `${catalog.family} · ${words(catalog.category)}`}
            </Text>
          </Stack>
        </Group>
        <Text size="sm">{catalog.description}</Text>
        <Group gap={6} role="list" aria-label="Capabilities">
          {catalog.capabilities.map((capability) => (
            <Badge key={capability} color="gray" role="listitem">
              {words(capability)}
            </Badge>
          ))}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}

function ComingSoonAction() {
  const refusal = useRefusal('manage');
  return (
    <Group gap="sm">
      {refusal === undefined && <AnchorLink to="/admin/availability">Make it available</AnchorLink>}
      <Button disabled>Connect</Button>
    </Group>
  );
}

function ConnectAction() {
  const refusal = useRefusal('manage');
  if (refusal !== undefined) {
    return <GuardedButton onClick={() => undefined}>Connect</GuardedButton>;
  }
  return (
    <ButtonLink
      to="/organization-settings/integrations/azure-entra-id/connect"
      rightSection={<ArrowRight size={16} aria-hidden />}
    >
      Connect
    </ButtonLink>
  );
}

function Earlier({
  connection,
  available,
}: {
  readonly connection: Connection;
  readonly available: boolean;
}) {
  const { start, busy, failure } = useConnect();
  const name = connection.displayName ?? connection.tenantId ?? 'A tenant';
  return (
    <Paper p="sm" radius="md" bg="var(--mantine-color-default-hover)">
      <Group justify="space-between" gap="xs">
        <div>
          <Text size="sm" fw={550}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            Disconnected <Ago at={connection.disconnectedAt} />. What was collected stays readable.
          </Text>
        </div>
        <Group gap="xs">
          <ButtonLink
            size="compact-sm"
            variant="subtle"
            to="/organization-settings/integrations/$connectionId/activity"
            params={{ connectionId: connection.id }}
          >
            History
          </ButtonLink>
          <GuardedButton
            size="compact-sm"
            variant="default"
            loading={busy}
            unavailable={available ? undefined : 'Make the integration available first.'}
            onClick={() => {
              start({ connectionId: connection.id });
            }}
          >
            Reconnect
          </GuardedButton>
        </Group>
      </Group>
      {failure}
    </Paper>
  );
}
