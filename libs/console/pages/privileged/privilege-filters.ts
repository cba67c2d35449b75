import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../api/access-types.js';
import { BASE } from '../../api/http.js';
import { listPage } from '../../api/queries.js';
import type { Filter } from '../../lists/filters.js';

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'level',
    label: 'Level',
    widthPx: 135,
    options: [
      { value: 'highly-privileged', label: 'Highly privileged' },
      { value: 'privileged', label: 'Privileged' },
      { value: 'standard', label: 'Standard' },
      { value: 'unknown', label: 'Unknown' },
    ],
  },
  {
    kind: 'choice',
    name: 'state',
    label: 'State',
    widthPx: 105,
    options: [
      { value: 'active', label: 'Active' },
      { value: 'eligible', label: 'Eligible' },
    ],
  },
  {
    kind: 'choice',
    name: 'route',
    label: 'Way',
    widthPx: 130,
    options: [
      { value: 'direct', label: 'Direct' },
      { value: 'group', label: 'Through a group' },
      { value: 'pim-for-groups', label: 'PIM for Groups' },
    ],
  },
  {
    kind: 'choice',
    name: 'term',
    label: 'Term',
    widthPx: 115,
    options: [
      { value: 'permanent', label: 'Permanent' },
      { value: 'time-bound', label: 'Until a date' },
    ],
  },
];

/** Filters of the privileges: role, level, state, way, term. */
export function usePrivilegeFilters(connectionId: string): readonly Filter[] {
  const roles = useQuery({
    queryKey: ['connections', connectionId, 'roles'],
    queryFn: () => listPage<Role>(`${BASE}/connections/${connectionId}/roles?limit=1000`),
  }).data;
  const options = (roles?.items ?? []).map(({ id, displayName }) => ({
    value: id,
    label: displayName ?? id,
  }));
  return [{ kind: 'choice', name: 'roleId', label: 'Role', widthPx: 175, options }, ...FILTERS];
}
