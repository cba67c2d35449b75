import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { connectionQuery } from '../../api/queries.js';
import { readGroupsSearch } from '../../app/search/directory-search.js';
import { beginsWith, filtersOf, type Filter, type Go } from '../../lists/filters.js';
import { ListFrame, type Nothing } from '../../lists/list-frame.js';
import { DirectoryFrame } from './directory-frame.js';
import { groupColumns } from './group-columns.js';

const ROUTE = '/app/directory/$connectionId/groups';

const NAME: Filter = {
  kind: 'text',
  name: 'name',
  label: 'Name',
  placeholder: 'Name begins with…  ( / )',
  says: beginsWith('Name'),
};
/** Makes sense only where the settings of the connection hold a group filter. */
const ALL: Filter = { kind: 'switch', name: 'all', label: 'Also groups outside the group filter' };

const NOTHING: Nothing = {
  icon: UsersRound,
  rows: 'groups',
  none: 'The tenant holds none.',
  hint: 'The settings of the connection may hold a group filter.',
};

/** Every group of a tenant, filtered by what the address says. */
export function GroupsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/directory/$connectionId/groups' });
  const scope = useQuery(connectionQuery(connectionId)).data?.settings.groupFilter ?? null;
  const go: Go = (change) => {
    void navigate({ search: (now) => readGroupsSearch({ ...now, ...change }), replace: true });
  };
  const { asOf } = search;
  const columns = useMemo(() => groupColumns(connectionId, asOf), [connectionId, asOf]);
  const filters = scope === null ? [NAME] : [NAME, ALL];
  return (
    <DirectoryFrame
      connectionId={connectionId}
      section="groups"
      asOf={asOf}
      onAsOf={(at) => {
        go({ asOf: at });
      }}
    >
      <ListFrame
        label="Groups"
        path={withQuery(`${BASE}/connections/${connectionId}/groups`, {
          asOf,
          ...filtersOf([NAME, ALL], { ...search }),
        })}
        columns={columns}
        nothing={NOTHING}
        state={{ filters, search: { ...search }, go }}
      />
    </DirectoryFrame>
  );
}
