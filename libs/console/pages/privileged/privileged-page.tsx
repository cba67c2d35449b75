import { Group, Stack } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import type { Gap, Privilege } from '../../api/access-types.js';
import { BASE, withQuery } from '../../api/http.js';
import { compact } from '../../app/search/page-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { GapsNotice } from '../../design/gaps-notice.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { VirtualTable } from '../../design/virtual-table.js';
import { ColumnChoice, CsvButton, visibleColumns } from '../directory/list-tools.js';
import { ProvenanceLine } from '../directory/provenance-line.js';
import { useList } from '../directory/use-list.js';
import { privilegeColumns } from './privilege-columns.js';
import { PrivilegeFilters, type Change } from './privilege-filters.js';

const ROUTE = '/app/privileged/$connectionId';

/** Who really has which directory role, and how. */
export function PrivilegedPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const { columns: chosen, ...filters } = search;
  const navigate = useNavigate({ from: '/privileged/$connectionId' });
  const path = withQuery(`${BASE}/connections/${connectionId}/effective-privileges`, { ...filters });
  const columns = useMemo(() => privilegeColumns(connectionId), [connectionId]);
  const visible = useMemo(() => visibleColumns(columns, chosen), [columns, chosen]);
  const go = (change: Change): void => {
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  };
  return (
    <>
      <PageHeader
        title="Privileged access"
        description="Who holds which directory role: directly, through groups and through PIM, active or to be activated."
        actions={
          <TenantChoice
            connectionId={connectionId}
            onChange={(id) => {
              void navigate({ to: '/privileged/$connectionId', params: { connectionId: id }, search: {} });
            }}
          />
        }
      />
      <Group justify="space-between" align="flex-end" mb="sm">
        <PrivilegeFilters search={search} go={go} connectionId={connectionId} />
        <Group gap="xs">
          <ColumnChoice
            columns={columns}
            visible={visible}
            onChange={(shown) => {
              go({ columns: shown.join(',') });
            }}
          />
          <CsvButton path={path} />
        </Group>
      </Group>
      <Privileges path={path} columns={columns} visible={visible} />
    </>
  );
}

interface PrivilegesProps {
  readonly path: string;
  readonly columns: ReturnType<typeof privilegeColumns>;
  readonly visible: readonly string[];
}

function Privileges({ path, columns, visible }: PrivilegesProps) {
  const list = useList<Privilege>(path);
  const { provenance } = list;
  const gaps = (provenance as { readonly gaps?: readonly Gap[] } | undefined)?.gaps;
  return (
    <Stack gap={0}>
      {provenance !== undefined && <ProvenanceLine provenance={provenance} />}
      <GapsNotice gaps={gaps} />
      <Loaded query={list.query} lines={[420]}>
        {() =>
          list.rows.length === 0 ? (
            <EmptyState icon={KeyRound} title="No privilege matches">
              {provenance?.completeness === 'complete'
                ? 'Change or remove a filter.'
                : 'What could not be read is unknown; it can hold privileges that are not shown.'}
            </EmptyState>
          ) : (
            <VirtualTable
              label="Effective privileges"
              rows={list.rows}
              columns={columns}
              visible={visible}
              hasMore={list.query.hasNextPage}
              loading={list.query.isFetching}
              onMore={list.more}
            />
          )
        }
      </Loaded>
    </Stack>
  );
}
