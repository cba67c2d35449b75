import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { readPrivilegesSearch } from '../../app/search/policy-search.js';
import { PageHeader } from '../../design/page-header.js';
import { TenantChoice } from '../../design/tenant-choice.js';
import { filtersOf, type Go } from '../../lists/filters.js';
import { ListFrame, type Nothing } from '../../lists/list-frame.js';
import { privilegeColumns } from './privilege-columns.js';
import { usePrivilegeFilters } from './privilege-filters.js';

const ROUTE = '/app/privileged/$connectionId';

const NOTHING: Nothing = {
  icon: KeyRound,
  rows: 'privileges',
  none: 'Nobody holds a directory role.',
};

/** Who really has which directory role, and how. */
export function PrivilegedPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/privileged/$connectionId' });
  const filters = usePrivilegeFilters(connectionId);
  const columns = useMemo(() => privilegeColumns(connectionId), [connectionId]);
  const go: Go = (change) => {
    void navigate({ search: (now) => readPrivilegesSearch({ ...now, ...change }), replace: true });
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
      <ListFrame
        label="Effective privileges"
        path={withQuery(
          `${BASE}/connections/${connectionId}/effective-privileges`,
          filtersOf(filters, { ...search }),
        )}
        columns={columns}
        nothing={NOTHING}
        state={{ filters, search: { ...search }, go }}
      />
    </>
  );
}
