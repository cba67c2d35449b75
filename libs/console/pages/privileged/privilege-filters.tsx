import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../api/access-types.js';
import { BASE } from '../../api/http.js';
import { listPage } from '../../api/queries.js';
import type { PrivilegesSearch } from '../../app/search/policy-search.js';

/** What changes in the address. */
export type Change = { readonly [Name in keyof PrivilegesSearch]?: PrivilegesSearch[Name] | undefined };

interface PrivilegeFiltersProps {
  readonly search: PrivilegesSearch;
  readonly go: (change: Change) => void;
  readonly connectionId: string;
}

const LEVELS = [
  { value: 'highly-privileged', label: 'Highly privileged' },
  { value: 'privileged', label: 'Privileged' },
  { value: 'standard', label: 'Standard' },
  { value: 'unknown', label: 'Unknown' },
] as const;
const STATES = [
  { value: 'active', label: 'Active' },
  { value: 'eligible', label: 'Eligible' },
] as const;
const ROUTES = [
  { value: 'direct', label: 'Direct' },
  { value: 'group', label: 'Through a group' },
  { value: 'pim-for-groups', label: 'PIM for Groups' },
] as const;
const TERMS = [
  { value: 'permanent', label: 'Permanent' },
  { value: 'time-bound', label: 'Until a date' },
] as const;

/** Filters of the privileges: role, level, state, way, term. */
export function PrivilegeFilters({ search, go, connectionId }: PrivilegeFiltersProps) {
  const roles = useQuery({
    queryKey: ['connections', connectionId, 'roles'],
    queryFn: () => listPage<Role>(`${BASE}/connections/${connectionId}/roles?limit=1000`),
  }).data;
  return (
    <Group gap="xs" align="flex-end">
      <Filter
        label="Role"
        data={(roles?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName ?? id }))}
        value={search.roleId}
        width={200}
        onChange={(roleId) => {
          go({ roleId });
        }}
      />
      <Filter
        label="Level"
        data={LEVELS}
        value={search.level}
        onChange={(level) => {
          go({ level });
        }}
      />
      <Filter
        label="State"
        data={STATES}
        value={search.state}
        onChange={(state) => {
          go({ state });
        }}
      />
      <Filter
        label="Way"
        data={ROUTES}
        value={search.route}
        onChange={(route) => {
          go({ route });
        }}
      />
      <Filter
        label="Term"
        data={TERMS}
        value={search.term}
        onChange={(term) => {
          go({ term });
        }}
      />
    </Group>
  );
}

interface FilterProps<Value extends string> {
  readonly label: string;
  readonly data: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  readonly width?: number;
  readonly onChange: (value: Value | undefined) => void;
}

function Filter<Value extends string>({ label, data, value, width = 140, onChange }: FilterProps<Value>) {
  return (
    <Select
      size="xs"
      label={label}
      placeholder="Any"
      clearable
      searchable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      w={width}
      data={data.map(({ value: entry, label: name }) => ({ value: entry, label: name }))}
      value={value ?? null}
      onChange={(chosen) => {
        onChange(data.find((entry) => entry.value === chosen)?.value);
      }}
    />
  );
}
