import type { ReactNode } from 'react';
import type { AccountFacts, Known } from '../../api/access-types.js';
import { compact } from '../../app/search/page-search.js';
import { count, words } from '../../design/format.js';
import { unknownInWords } from '../../design/known.js';
import { PlainLink } from '../../design/links.js';
import { When } from '../../design/time.js';
import type { Column } from '../../design/virtual-table.js';
import { AccountState, AccountType, Value } from './account-columns.js';

/** Columns of sign-in activity and MFA registration. */
export function signInColumns(
  connectionId: string,
  asOf: string | undefined,
): readonly Column<AccountFacts>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 200,
      cell: ({ id, displayName, userPrincipalName }) => (
        <PlainLink
          className="row-link"
          to="/directory/$connectionId/accounts/$objectId"
          params={{ connectionId, objectId: id }}
          search={compact({ asOf })}
        >
          {displayName ?? userPrincipalName ?? id}
        </PlainLink>
      ),
    },
    { id: 'accountEnabled', header: 'Status', width: 110, cell: (facts) => <AccountState account={facts} /> },
    {
      id: 'lastSuccessfulSignInAt',
      header: 'Last successful sign-in',
      width: 190,
      cell: ({ lastSuccessfulSignInAt }) => (
        <Cell fact={lastSuccessfulSignInAt} of={(at) => <When at={at} none="Never" />} />
      ),
    },
    {
      id: 'daysInactive',
      header: 'Days without',
      width: 115,
      numeric: true,
      cell: ({ daysInactive }) => <Cell fact={daysInactive} of={count} />,
    },
    ...MFA,
    ...extraColumns(),
  ];
}

const MFA: readonly Column<AccountFacts>[] = [
  {
    id: 'mfaRegistered',
    header: 'MFA registered',
    width: 130,
    cell: ({ mfaRegistered }) => <Cell fact={mfaRegistered} of={yesNo} />,
  },
  {
    id: 'phishingResistant',
    header: 'Resists phishing',
    width: 135,
    cell: ({ phishingResistant }) => <Cell fact={phishingResistant} of={yesNo} />,
  },
  {
    id: 'mfaMethods',
    header: 'Methods',
    width: 260,
    cell: ({ mfaMethods }) => (
      <Cell
        fact={mfaMethods}
        of={(methods) => (methods.length === 0 ? 'None' : methods.map(words).join(', '))}
      />
    ),
  },
];

function extraColumns(): readonly Column<AccountFacts>[] {
  return [
    {
      id: 'userType',
      header: 'Type',
      width: 100,
      extra: true,
      cell: (facts) => <AccountType account={facts} />,
    },
    {
      id: 'userPrincipalName',
      header: 'Sign-in name',
      width: 270,
      extra: true,
      cell: ({ userPrincipalName }) => <Value value={userPrincipalName} />,
    },
    {
      id: 'homeDomain',
      header: 'Home of the guest',
      width: 180,
      extra: true,
      cell: ({ homeDomain }) => <Value value={homeDomain} />,
    },
    {
      id: 'passwordNeverExpires',
      header: 'Password never expires',
      width: 170,
      extra: true,
      cell: ({ passwordNeverExpires }) => yesNo(passwordNeverExpires),
    },
  ];
}

interface CellProps<Value> {
  readonly fact: Known<Value>;
  readonly of: (value: Value) => ReactNode;
}

/** A fact in a table; its title says why it is not known. */
function Cell<Value>({ fact, of }: CellProps<Value>) {
  if (fact.kind === 'known') return <>{of(fact.value)}</>;
  return <span title={unknownInWords(fact.reason)}>{unknownInWords(fact.reason)}</span>;
}

function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No';
}
