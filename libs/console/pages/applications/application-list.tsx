import { Group } from '@mantine/core';
import { AppWindow } from 'lucide-react';
import { useMemo } from 'react';
import { BASE } from '../../api/http.js';
import type { GraphObject } from '../../api/policy-types.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable, type Column } from '../../design/virtual-table.js';
import { CsvButton, visibleColumns } from '../directory/list-tools.js';
import { ProvenanceLine } from '../directory/provenance-line.js';
import { useList } from '../directory/use-list.js';

interface ApplicationListProps {
  readonly label: string;
  readonly resource: 'service-principals' | 'applications' | 'permission-grants';
  readonly connectionId: string;
  readonly columnsOf: (connectionId: string) => readonly Column<GraphObject>[];
}

/** One list of applications, or of what they were given. */
export function ApplicationList({ label, resource, connectionId, columnsOf }: ApplicationListProps) {
  const path = `${BASE}/connections/${connectionId}/${resource}`;
  const list = useList<GraphObject>(path);
  const columns = useMemo(() => columnsOf(connectionId), [columnsOf, connectionId]);
  const visible = useMemo(() => visibleColumns(columns, undefined), [columns]);
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="sm">
        {list.provenance === undefined ? <span /> : <ProvenanceLine provenance={list.provenance} />}
        <CsvButton path={path} />
      </Group>
      <Loaded query={list.query} lines={[420]}>
        {() =>
          list.rows.length === 0 ? (
            <EmptyState icon={AppWindow} title={`${label}: none`}>
              {list.provenance?.completeness === 'complete'
                ? 'The tenant has none.'
                : 'This was not read completely; that is not the same as having none.'}
            </EmptyState>
          ) : (
            <VirtualTable
              label={label}
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
    </>
  );
}
