import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { UserX } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { readSignInsSearch } from '../../app/search/directory-search.js';
import { filtersOf, type Filter, type Go } from '../../lists/filters.js';
import { ListFrame, type Nothing } from '../../lists/list-frame.js';
import { ACCOUNT_ENABLED, USER_TYPE } from './account-filters.js';
import { DirectoryFrame } from './directory-frame.js';
import { signInColumns } from './sign-in-columns.js';

const ROUTE = '/app/directory/$connectionId/sign-ins';

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'inactiveDays',
    label: 'No sign-in for',
    options: ['30', '60', '90', '180', '365'].map((value) => ({ value, label: `${value} days` })),
  },
  {
    kind: 'choice',
    name: 'neverSignedIn',
    label: 'Ever signed in',
    widthPx: 120,
    options: [
      { value: 'true', label: 'Never' },
      { value: 'false', label: 'Yes' },
    ],
  },
  {
    kind: 'choice',
    name: 'mfaRegistered',
    label: 'MFA registered',
    widthPx: 130,
    options: [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ],
  },
  USER_TYPE,
  ACCOUNT_ENABLED,
];

const NOTHING: Nothing = {
  icon: UserX,
  rows: 'accounts',
  none: 'The tenant holds none.',
  hint: 'Filters on reports leave out accounts that Microsoft’s reports do not mention.',
};

/** When each account signed in last and whether it is registered for MFA; each gap with its reason. */
export function SignInsPage() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/directory/$connectionId/sign-ins' });
  const go: Go = (change) => {
    void navigate({ search: (now) => readSignInsSearch({ ...now, ...change }), replace: true });
  };
  const { asOf } = search;
  const columns = useMemo(() => signInColumns(connectionId, asOf), [connectionId, asOf]);
  return (
    <DirectoryFrame
      connectionId={connectionId}
      section="sign-ins"
      asOf={asOf}
      onAsOf={(at) => {
        go({ asOf: at });
      }}
    >
      <ListFrame
        label="Sign-in and MFA of accounts"
        path={withQuery(`${BASE}/connections/${connectionId}/account-facts`, {
          asOf,
          ...filtersOf(FILTERS, { ...search }),
        })}
        columns={columns}
        nothing={NOTHING}
        state={{ filters: FILTERS, search: { ...search }, go }}
      />
    </DirectoryFrame>
  );
}
