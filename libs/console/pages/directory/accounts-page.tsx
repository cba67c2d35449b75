import { Group, Select, Stack } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UserX } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import type { Account } from '../../api/types.js';
import type { AccountsSearch } from '../../app/search/directory-search.js';
import { compact } from '../../app/search/page-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable } from '../../design/virtual-table.js';
import { accountColumns } from './account-columns.js';
import { DirectoryFrame } from './directory-frame.js';
import { ColumnChoice, CsvButton, FilterChips, visibleColumns, type ActiveFilter } from './list-tools.js';
import { ProvenanceLine } from './provenance-line.js';
import { TypedFilter } from './typed-filter.js';
import { useList } from './use-list.js';

const ROUTE = '/app/directory/$connectionId/accounts';

type Change = { readonly [Name in keyof AccountsSearch]?: AccountsSearch[Name] | undefined };
type Go = (change: Change) => void;

/** Every account of a tenant, filtered by what the address says. */
export function AccountsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const go = useGo();
  const path = pathOf(connectionId, search);
  const list = useList<Account>(path);
  const columns = useMemo(() => accountColumns(connectionId, search.asOf), [connectionId, search.asOf]);
  const visible = useMemo(() => visibleColumns(columns, search.columns), [columns, search.columns]);
  return (
    <DirectoryFrame
      connectionId={connectionId}
      section="accounts"
      asOf={search.asOf}
      onAsOf={(asOf) => {
        go({ asOf });
      }}
    >
      <Stack gap="sm" mb="sm">
        <Group justify="space-between" align="flex-end">
          <Filters search={search} go={go} />
          <Group gap="xs">
            <ColumnChoice
              columns={columns}
              visible={visible}
              onChange={(chosen) => {
                go({ columns: chosen.join(',') });
              }}
            />
            <CsvButton path={path} />
          </Group>
        </Group>
        <FilterChips filters={chipsOf(search, go)} />
      </Stack>
      {list.provenance !== undefined && <ProvenanceLine provenance={list.provenance} />}
      <Loaded query={list.query} lines={[420]}>
        {() =>
          list.rows.length === 0 ? (
            <EmptyState icon={UserX} title="No account matches">
              Change or remove a filter; the settings of the connection may leave out guests or disabled
              accounts.
            </EmptyState>
          ) : (
            <VirtualTable
              label="Accounts"
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
    </DirectoryFrame>
  );
}

function useGo(): Go {
  const navigate = useNavigate({ from: '/directory/$connectionId/accounts' });
  return (change) => {
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  };
}

function pathOf(connectionId: string, search: AccountsSearch): string {
  const { asOf, name, userType, accountEnabled, department } = search;
  return withQuery(`${BASE}/connections/${connectionId}/accounts`, {
    asOf,
    name,
    userType,
    accountEnabled,
    department,
    includeGuests: userType === 'Guest' ? true : undefined,
    includeDisabled: accountEnabled === 'false' ? true : undefined,
  });
}

function Filters({ search, go }: { readonly search: AccountsSearch; readonly go: Go }) {
  return (
    <Group gap="xs" align="flex-end">
      <TypedFilter
        label="Name"
        placeholder="Name begins with…  ( / )"
        value={search.name}
        onChange={(name) => {
          go({ name });
        }}
      />
      <Select
        size="xs"
        label="Type"
        placeholder="Any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any type' }}
        w={110}
        data={[
          { value: 'Member', label: 'Member' },
          { value: 'Guest', label: 'Guest' },
        ]}
        value={search.userType ?? null}
        onChange={(value) => {
          go({ userType: value ?? undefined });
        }}
      />
      <Select
        size="xs"
        label="Status"
        placeholder="Any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any status' }}
        w={120}
        data={[
          { value: 'true', label: 'Enabled' },
          { value: 'false', label: 'Disabled' },
        ]}
        value={search.accountEnabled ?? null}
        onChange={(value) => {
          go({ accountEnabled: value ?? undefined });
        }}
      />
      <TypedFilter
        label="Department"
        placeholder="Exactly"
        value={search.department}
        onChange={(department) => {
          go({ department });
        }}
      />
    </Group>
  );
}

function chipsOf(search: AccountsSearch, go: Go): readonly ActiveFilter[] {
  const chips: ActiveFilter[] = [];
  const { name, userType, accountEnabled, department } = search;
  if (name !== undefined)
    chips.push({
      label: `Name begins with “${name}”`,
      onRemove: () => {
        go({ name: undefined });
      },
    });
  if (userType !== undefined)
    chips.push({
      label: `Type: ${userType}`,
      onRemove: () => {
        go({ userType: undefined });
      },
    });
  if (accountEnabled !== undefined) {
    const label = `Status: ${accountEnabled === 'true' ? 'enabled' : 'disabled'}`;
    chips.push({
      label,
      onRemove: () => {
        go({ accountEnabled: undefined });
      },
    });
  }
  if (department !== undefined)
    chips.push({
      label: `Department: ${department}`,
      onRemove: () => {
        go({ department: undefined });
      },
    });
  return chips;
}
