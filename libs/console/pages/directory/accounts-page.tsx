import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UserX } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { readAccountsSearch, type AccountsSearch } from '../../app/search/directory-search.js';
import { filtersOf, type Filter, type Go } from '../../lists/filters.js';
import { ListFrame, type Nothing } from '../../lists/list-frame.js';
import { ACCOUNT_ENABLED, NAME, USER_TYPE } from './account-filters.js';
import { accountColumns } from './account-columns.js';
import { DirectoryFrame } from './directory-frame.js';

const ROUTE = '/app/directory/$connectionId/accounts';

const FILTERS: readonly Filter[] = [
  NAME,
  USER_TYPE,
  ACCOUNT_ENABLED,
  { kind: 'text', name: 'department', label: 'Department', placeholder: 'Exactly' },
];

const NOTHING: Nothing = {
  icon: UserX,
  rows: 'accounts',
  none: 'The tenant holds none.',
  hint: 'The settings of the connection may leave out guests or disabled accounts.',
};

/** Every account of a tenant, filtered by what the address says. */
export function AccountsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/directory/$connectionId/accounts' });
  const go: Go = (change) => {
    void navigate({ search: (now) => readAccountsSearch({ ...now, ...change }), replace: true });
  };
  const columns = useMemo(() => accountColumns(connectionId, search.asOf), [connectionId, search.asOf]);
  return (
    <DirectoryFrame
      connectionId={connectionId}
      section="accounts"
      asOf={search.asOf}
      onAsOf={(asOf) => {
        go({ asOf });
      }}
    >
      <ListFrame
        label="Accounts"
        path={pathOf(connectionId, search)}
        columns={columns}
        nothing={NOTHING}
        state={{ filters: FILTERS, search: { ...search }, go }}
      />
    </DirectoryFrame>
  );
}

/** Who asks for guests or disabled accounts gets them, whatever the settings leave out. */
function pathOf(connectionId: string, search: AccountsSearch): string {
  return withQuery(`${BASE}/connections/${connectionId}/accounts`, {
    asOf: search.asOf,
    ...filtersOf(FILTERS, { ...search }),
    includeGuests: search.userType === 'Guest' ? true : undefined,
    includeDisabled: search.accountEnabled === 'false' ? true : undefined,
  });
}
