import { Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { VERDICTS } from '../../api/policy-types.js';
import { readCoverageSearch } from '../../app/search/policy-search.js';
import type { Filter, Go } from '../../lists/filters.js';
import { ListFrame, type Nothing } from '../../lists/list-frame.js';
import { coverageColumns } from './coverage-columns.js';
import { VERDICT_LOOKS } from './looks.js';

const ROUTE = '/app/policy/$connectionId/accounts';

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'verdict',
    label: 'MFA coverage',
    widthPx: 180,
    options: VERDICTS.map((value) => ({ value, label: VERDICT_LOOKS[value].label })),
  },
];

const NOTHING: Nothing = { icon: ShieldCheck, rows: 'accounts', none: 'No account was evaluated.' };

/** Whether MFA holds, account by account, and how a sign-in escapes. */
export function CoverageTab() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/policy/$connectionId/accounts' });
  const columns = useMemo(() => coverageColumns(connectionId), [connectionId]);
  const go: Go = (change) => {
    void navigate({ search: (now) => readCoverageSearch({ ...now, ...change }), replace: true });
  };
  const { verdict } = search;
  return (
    <ListFrame
      label="Accounts by MFA coverage"
      path={withQuery(`${BASE}/connections/${connectionId}/coverage`, { verdict })}
      columns={columns}
      nothing={NOTHING}
      note={
        verdict !== undefined && (
          <Text size="sm" c="dimmed">
            {VERDICT_LOOKS[verdict].meaning}
          </Text>
        )
      }
      state={{ filters: FILTERS, search: { ...search }, go }}
    />
  );
}
