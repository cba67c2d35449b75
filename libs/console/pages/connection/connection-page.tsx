import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { connectionQuery } from '../../api/queries.js';
import type { Connection } from '../../api/types.js';
import { HealthBadge } from '../../design/badges.js';
import { AnchorLink, ButtonLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { SectionTabs } from '../../design/section-tabs.js';
import { ConnectionMenu } from '../integrations/connection-menu.js';

const TABS = [
  { value: 'health', label: 'Health', to: '/organization-settings/integrations/$connectionId' },
  {
    value: 'permissions',
    label: 'Permissions',
    to: '/organization-settings/integrations/$connectionId/permissions',
  },
  { value: 'settings', label: 'Configure', to: '/organization-settings/integrations/$connectionId/settings' },
  { value: 'runs', label: 'Run history', to: '/organization-settings/integrations/$connectionId/runs' },
  {
    value: 'activity',
    label: 'Activity log',
    to: '/organization-settings/integrations/$connectionId/activity',
  },
] as const;

/** One connected tenant, with its health, permissions, settings, runs and activity. */
export function ConnectionPage() {
  const { connectionId } = useParams({ from: '/app/organization-settings/integrations/$connectionId' });
  const connection = useQuery(connectionQuery(connectionId));
  return (
    <Loaded query={connection}>
      {(data) => (
        <>
          <Heading connection={data} />
          <Sections connectionId={connectionId} />
          <Outlet />
        </>
      )}
    </Loaded>
  );
}

function Heading({ connection }: { readonly connection: Connection }) {
  const { displayName, tenantId, access, status } = connection;
  return (
    <PageHeader
      title={displayName ?? tenantId ?? 'Azure Entra ID'}
      badge={<HealthBadge connection={connection} />}
      trail={[
        <AnchorLink key="integrations" to="/organization-settings/integrations">
          Integrations
        </AnchorLink>,
        <Text key="here" size="sm" c="dimmed">
          Azure Entra ID
        </Text>,
      ]}
      description={
        <Group gap="xs">
          <span className="mono">{tenantId}</span>
          {status === 'connected' && (
            <span>
              {access === 'application' ? 'Read by the app itself' : 'Read on behalf of whoever signed in'}
            </span>
          )}
        </Group>
      }
      actions={
        <>
          <ButtonLink
            size="xs"
            variant="default"
            to="/directory/$connectionId/accounts"
            params={{ connectionId: connection.id }}
          >
            Open the directory
          </ButtonLink>
          {status === 'connected' && <ConnectionMenu connection={connection} />}
        </>
      }
    />
  );
}

function Sections({ connectionId }: { readonly connectionId: string }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const section = pathname.split('/')[4] ?? '';
  const active = TABS.find(({ value }) => value === section)?.value ?? 'health';
  return (
    <SectionTabs
      label="Sections of the connection"
      tabs={TABS}
      active={active}
      onChoose={({ to }) => {
        void navigate({ to, params: { connectionId } });
      }}
    />
  );
}
