import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { catalogQuery, healthQuery } from '../../api/queries.js';
import type { Health, HealthCheck, Permission } from '../../api/types.js';
import { GuardedButton } from '../../design/guarded-button.js';
import { Loaded } from '../../design/loaded.js';
import { Ago } from '../../design/time.js';
import { Need, PermissionTable } from '../connect/permission-table.js';
import { useConnect } from '../connect/use-connect.js';
import { CheckRow } from './health-tab.js';

const PREFIX = 'permission:';

/** Which permissions are granted, which are missing, and what depends on them. */
export function PermissionsTab() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const catalog = useQuery(catalogQuery);
  const health = useQuery(healthQuery(connectionId));
  const permissions = catalog.data?.find(({ id }) => id === 'azure-entra-id')?.permissions ?? [];
  return (
    <Loaded query={health}>
      {(data) => <Permissions connectionId={connectionId} health={data} permissions={permissions} />}
    </Loaded>
  );
}

interface PermissionsProps {
  readonly connectionId: string;
  readonly health: Health;
  readonly permissions: readonly Permission[];
}

function Permissions({ connectionId, health, permissions }: PermissionsProps) {
  const { requestConsent, busy, failure } = useConnect();
  const excess = health.checks.filter((check) => check.problem?.code === 'permission-not-needed');
  const stateOf = (permission: Permission) => (
    <Group gap={6}>
      <State check={health.checks.find(({ name }) => name === `${PREFIX}${permission.name}`)} />
      <Need kind={permission.kind} />
    </Group>
  );
  return (
    <Paper>
      <Group justify="space-between" mb="sm" align="flex-start">
        <div>
          <Title order={2}>Permissions</Title>
          <Text size="sm" c="dimmed">
            As seen in the health check <Ago at={health.checkedAt} none="that has not ended yet" />. Only a
            missing required permission needs attention.
          </Text>
        </div>
        <GuardedButton
          size="xs"
          variant="default"
          loading={busy}
          onClick={() => {
            requestConsent(connectionId);
          }}
        >
          Grant admin consent
        </GuardedButton>
      </Group>
      {failure}
      <Stack gap={0}>
        {excess.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </Stack>
      <PermissionTable permissions={permissions} state={{ heading: 'State', of: stateOf }} />
    </Paper>
  );
}

function State({ check }: { readonly check: HealthCheck | undefined }) {
  if (check === undefined || check.status === 'unknown') return <Badge color="gray">Unknown</Badge>;
  if (check.status === 'pass') return <Badge color="green">Granted</Badge>;
  if (check.status === 'fail') return <Badge color="red">Missing</Badge>;
  return <Badge color="gray">Not granted</Badge>;
}
