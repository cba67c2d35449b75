import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { accountQuery, listPage } from '../../api/queries.js';
import type { Account } from '../../api/types.js';

const TYPING_MS = 250;
const OFFERED = 20;

interface AccountPickerProps {
  readonly connectionId: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (accountId: string | undefined) => void;
  readonly disabled?: boolean;
}

/** Chooses an account by the beginning of its name. */
export function AccountPicker({ connectionId, label, value, onChange, disabled }: AccountPickerProps) {
  const [typed, setTyped] = useState('');
  const [name] = useDebouncedValue(typed, TYPING_MS);
  const path = withQuery(`${BASE}/connections/${connectionId}/accounts`, {
    name,
    limit: OFFERED,
    includeGuests: true,
    includeDisabled: true,
  });
  const offered = useQuery({ queryKey: ['list', path, 'picker'], queryFn: () => listPage<Account>(path) });
  const chosen = useQuery({
    ...accountQuery(connectionId, value ?? '', undefined),
    enabled: value !== undefined,
    retry: false,
  }).data?.account;
  const accounts = new Map((offered.data?.items ?? []).map((account) => [account.id, labelOf(account)]));
  if (value !== undefined) accounts.set(value, chosen === undefined ? value : labelOf(chosen));
  return (
    <Select
      label={label}
      placeholder="Name begins with…"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'No account' }}
      disabled={disabled ?? false}
      filter={({ options }) => options}
      onSearchChange={(text) => {
        if (![...accounts.values()].includes(text)) setTyped(text);
      }}
      nothingFoundMessage={offered.isFetching ? 'Looking…' : 'No account begins like this'}
      data={[...accounts].map(([id, text]) => ({ value: id, label: text }))}
      value={value ?? null}
      onChange={(id) => {
        onChange(id ?? undefined);
      }}
    />
  );
}

function labelOf({ id, displayName, userPrincipalName }: Account): string {
  return [displayName ?? id, userPrincipalName].filter((text) => typeof text === 'string').join(' · ');
}
