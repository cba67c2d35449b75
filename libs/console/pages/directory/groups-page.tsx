import { Group as Row, Stack, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { connectionQuery } from '../../api/queries.js';
import type { Group } from '../../api/types.js';
import type { GroupsSearch } from '../../app/search/directory-search.js';
import { compact } from '../../app/search/page-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loaded } from '../../design/loaded.js';
import { VirtualTable } from '../../design/virtual-table.js';
import { DirectoryFrame } from './directory-frame.js';
import { groupColumns } from './group-columns.js';
import { ColumnChoice, CsvButton, FilterChips, visibleColumns } from './list-tools.js';
import { ProvenanceLine } from './provenance-line.js';
import { TypedFilter } from './typed-filter.js';
import { useList } from './use-list.js';

const ROUTE = '/app/directory/$connectionId/groups';

type Change = { readonly [Name in keyof GroupsSearch]?: GroupsSearch[Name] | undefined };
type Go = (change: Change) => void;

/** Every group of a tenant, filtered by what the address says. */
export function GroupsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const go = useGo();
  const { asOf, name, all } = search;
  const path = withQuery(`${BASE}/connections/${connectionId}/groups`, { asOf, name, all });
  const list = useList<Group>(path);
  const columns = useMemo(() => groupColumns(connectionId, asOf), [connectionId, asOf]);
  const visible = useMemo(() => visibleColumns(columns, search.columns), [columns, search.columns]);
  return (
    <DirectoryFrame
      connectionId={connectionId}
      section="groups"
      asOf={asOf}
      onAsOf={(at) => {
        go({ asOf: at });
      }}
    >
      <Stack gap="sm" mb="sm">
        <Row justify="space-between" align="flex-end">
          <Filters connectionId={connectionId} search={search} go={go} />
          <Row gap="xs">
            <ColumnChoice
              columns={columns}
              visible={visible}
              onChange={(chosen) => {
                go({ columns: chosen.join(',') });
              }}
            />
            <CsvButton path={path} />
          </Row>
        </Row>
        <FilterChips filters={chipsOf(name, go)} />
      </Stack>
      {list.provenance !== undefined && <ProvenanceLine provenance={list.provenance} />}
      <Loaded query={list.query} lines={[420]}>
        {() =>
          list.rows.length === 0 ? (
            <EmptyState icon={UsersRound} title="No group matches">
              Change or remove a filter; the settings of the connection may hold a group filter.
            </EmptyState>
          ) : (
            <VirtualTable
              label="Groups"
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
  const navigate = useNavigate({ from: '/directory/$connectionId/groups' });
  return (change) => {
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  };
}

interface FiltersProps {
  readonly connectionId: string;
  readonly search: GroupsSearch;
  readonly go: Go;
}

function Filters({ connectionId, search, go }: FiltersProps) {
  const filter = useQuery(connectionQuery(connectionId)).data?.settings.groupFilter ?? null;
  return (
    <Row gap="md" align="flex-end">
      <TypedFilter
        label="Name"
        placeholder="Name begins with…  ( / )"
        value={search.name}
        onChange={(name) => {
          go({ name });
        }}
      />
      {filter !== null && (
        <Switch
          size="sm"
          pb={4}
          label="Also groups outside the group filter"
          checked={search.all === 'true'}
          onChange={(event) => {
            go({ all: event.currentTarget.checked ? 'true' : undefined });
          }}
        />
      )}
    </Row>
  );
}

function chipsOf(name: string | undefined, go: Go) {
  if (name === undefined) return [];
  const onRemove = (): void => {
    go({ name: undefined });
  };
  return [{ label: `Name begins with “${name}”`, onRemove }];
}
