import { Badge } from '@mantine/core';
import type { Account } from '../../api/types.js';
import { compact } from '../../app/search/page-search.js';
import { dateTime } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import type { Column } from '../../design/virtual-table.js';

/** Whether an account can sign in; unknown is said, not guessed. */
export function AccountState({ account }: { readonly account: Pick<Account, 'accountEnabled'> }) {
  if (account.accountEnabled === true) return <Badge color="green">Enabled</Badge>;
  if (account.accountEnabled === false) return <Badge color="gray">Disabled</Badge>;
  return <Badge color="gray">Unknown</Badge>;
}

/** Member or guest. */
export function AccountType({ account }: { readonly account: Pick<Account, 'userType'> }) {
  const guest = account.userType === 'Guest';
  return <Badge color={guest ? 'grape' : 'brand'}>{guest ? 'Guest' : 'Member'}</Badge>;
}

/** A value, or a dash that says that Entra holds none. */
export function Value({ value }: { readonly value: string | null | undefined }) {
  if (value !== null && value !== undefined && value !== '') return <>{value}</>;
  return (
    <span title="No value in Microsoft Entra" aria-label="No value in Microsoft Entra" role="img">
      –
    </span>
  );
}

/** Columns of the accounts table. */
export function accountColumns(connectionId: string, asOf: string | undefined): readonly Column<Account>[] {
  const plain = (
    id: keyof Account & string,
    header: string,
    width: number,
    extra = false,
  ): Column<Account> => ({
    id,
    header,
    width,
    extra,
    cell: (account) => <Value value={account[id] as string | null | undefined} />,
  });
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 220,
      cell: (account) => (
        <PlainLink
          className="row-link"
          to="/directory/$connectionId/accounts/$objectId"
          params={{ connectionId, objectId: account.id }}
          search={compact({ asOf })}
        >
          {account.displayName ?? account.userPrincipalName ?? account.id}
        </PlainLink>
      ),
    },
    plain('userPrincipalName', 'Sign-in name', 270),
    { id: 'userType', header: 'Type', width: 100, cell: (account) => <AccountType account={account} /> },
    {
      id: 'accountEnabled',
      header: 'Status',
      width: 110,
      cell: (account) => <AccountState account={account} />,
    },
    plain('department', 'Department', 150),
    plain('jobTitle', 'Job title', 190),
    plain('mail', 'Email', 240, true),
    plain('employeeId', 'Employee ID', 120, true),
    {
      id: 'createdDateTime',
      header: 'Created',
      width: 180,
      extra: true,
      cell: ({ createdDateTime }) =>
        createdDateTime === null || createdDateTime === undefined ? (
          <Value value={undefined} />
        ) : (
          <time dateTime={createdDateTime}>{dateTime(createdDateTime)}</time>
        ),
    },
    plain('id', 'Object ID', 300, true),
  ];
}
