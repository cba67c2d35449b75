import { Group, Select, Stack, Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { VERDICTS, type AccountCoverage, type CoverageVerdict } from '../../api/policy-types.js';
import { compact } from '../../app/search/page-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable } from '../../design/virtual-table.js';
import { ColumnChoice, CsvButton, visibleColumns } from '../directory/list-tools.js';
import { ProvenanceLine } from '../directory/provenance-line.js';
import { useList } from '../directory/use-list.js';
import { coverageColumns } from './coverage-columns.js';
import { VERDICT_LOOKS } from './looks.js';

const ROUTE = '/app/policy/$connectionId/accounts';

/** Whether MFA holds, account by account, and how a sign-in escapes. */
export function CoverageTab() {
  const { connectionId } = useParams({ from: ROUTE });
  const { verdict, columns: chosen } = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/policy/$connectionId/accounts' });
  const path = withQuery(`${BASE}/connections/${connectionId}/coverage`, { verdict });
  const list = useList<AccountCoverage>(path);
  const columns = useMemo(() => coverageColumns(connectionId), [connectionId]);
  const visible = useMemo(() => visibleColumns(columns, chosen), [columns, chosen]);
  const go = (change: { readonly verdict?: CoverageVerdict | undefined; readonly columns?: string }) =>
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <VerdictFilter
          verdict={verdict}
          onChange={(value) => {
            go({ verdict: value });
          }}
        />
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
      {verdict !== undefined && (
        <Text size="sm" c="dimmed">
          {VERDICT_LOOKS[verdict].meaning}
        </Text>
      )}
      {list.provenance !== undefined && <ProvenanceLine provenance={list.provenance} />}
      <Loaded query={list.query} lines={[420]}>
        {() =>
          list.rows.length === 0 ? (
            <EmptyState icon={ShieldCheck} title="No account has this coverage">
              Choose another coverage, or none to see every account.
            </EmptyState>
          ) : (
            <VirtualTable
              label="Accounts by MFA coverage"
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

interface VerdictFilterProps {
  readonly verdict: CoverageVerdict | undefined;
  readonly onChange: (verdict: CoverageVerdict | undefined) => void;
}

function VerdictFilter({ verdict, onChange }: VerdictFilterProps) {
  return (
    <Select
      size="xs"
      label="MFA coverage"
      placeholder="Any"
      clearable
      clearButtonProps={{ 'aria-label': 'Any coverage' }}
      data={VERDICTS.map((value) => ({ value, label: VERDICT_LOOKS[value].label }))}
      value={verdict ?? null}
      onChange={(value) => {
        onChange(value ?? undefined);
      }}
    />
  );
}
