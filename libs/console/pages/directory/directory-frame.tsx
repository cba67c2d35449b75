import { Alert, Group, Select, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../../api/queries.js';
import { compact } from '../../app/search/page-search.js';
import { dateTime } from '../../design/format.js';
import { PageHeader } from '../../design/page-header.js';
import { AsOf } from './as-of.js';

type Section = 'accounts' | 'groups';

interface DirectoryFrameProps {
  readonly connectionId: string;
  readonly section: Section;
  readonly asOf: string | undefined;
  readonly onAsOf: (asOf: string | undefined) => void;
  readonly children: ReactNode;
}

/** Heading of the directory's lists: which tenant, which list, which moment. */
export function DirectoryFrame({ connectionId, section, asOf, onAsOf, children }: DirectoryFrameProps) {
  const navigate = useNavigate();
  return (
    <>
      <PageHeader
        title="Directory"
        description="Who and what your tenant holds, now or at any time since the first sync."
        actions={
          <>
            <TenantChoice connectionId={connectionId} section={section} />
            <AsOf connectionId={connectionId} asOf={asOf} onChange={onAsOf} />
          </>
        }
      />
      <Tabs
        value={section}
        mb="md"
        onChange={(value) => {
          const to =
            value === 'groups' ? '/directory/$connectionId/groups' : '/directory/$connectionId/accounts';
          void navigate({ to, params: { connectionId }, search: compact({ asOf }) });
        }}
      >
        <Tabs.List aria-label="Lists of the directory">
          <Tabs.Tab value="accounts">Accounts</Tabs.Tab>
          <Tabs.Tab value="groups">Groups</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <PastNotice asOf={asOf} />
      {children}
    </>
  );
}

/** Reminds that the past is shown. */
export function PastNotice({ asOf }: { readonly asOf: string | undefined }) {
  if (asOf === undefined) return null;
  const when = /^\d+$/.test(asOf) ? `revision ${asOf}` : dateTime(asOf);
  return (
    <Alert color="brand" icon={<History aria-hidden />} mb="md" py="xs">
      <Text size="sm">
        You are looking at the past: as of {when}. Changes between two syncs are not visible.
      </Text>
    </Alert>
  );
}

function TenantChoice({
  connectionId,
  section,
}: {
  readonly connectionId: string;
  readonly section: Section;
}) {
  const connections = useQuery(connectionsQuery).data ?? [];
  const navigate = useNavigate();
  if (connections.length < 2) return null;
  return (
    <Group>
      <Select
        aria-label="Tenant"
        size="xs"
        value={connectionId}
        allowDeselect={false}
        data={connections.map(({ id, displayName, tenantId }) => ({
          value: id,
          label: displayName ?? tenantId ?? id,
        }))}
        onChange={(value) => {
          const to =
            section === 'groups' ? '/directory/$connectionId/groups' : '/directory/$connectionId/accounts';
          if (value !== null) void navigate({ to, params: { connectionId: value } });
        }}
      />
    </Group>
  );
}
