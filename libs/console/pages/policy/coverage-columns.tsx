import type { AccountCoverage } from '../../api/policy-types.js';
import { AnchorLink, PlainLink } from '../../design/links.js';
import type { Column } from '../../design/virtual-table.js';
import { reasonsInWords, VerdictBadge } from './looks.js';

/** Columns of the coverage table. */
export function coverageColumns(connectionId: string): readonly Column<AccountCoverage>[] {
  return [
    {
      id: 'displayName',
      header: 'Name',
      width: 190,
      cell: ({ accountId, displayName, userPrincipalName }) => (
        <PlainLink
          className="row-link"
          to="/directory/$connectionId/accounts/$objectId"
          params={{ connectionId, objectId: accountId }}
        >
          {displayName ?? userPrincipalName ?? accountId}
        </PlainLink>
      ),
    },
    {
      id: 'verdict',
      header: 'Coverage',
      width: 140,
      cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
    },
    {
      id: 'escape',
      header: 'How a sign-in gets by without MFA',
      width: 420,
      cell: ({ reasons, escape }) => (
        <span title={escape === null ? undefined : `The smallest such sign-in: ${escape}`}>
          {gapOf(reasons, escape)}
        </span>
      ),
    },
    {
      id: 'mfaCapable',
      header: 'Can do MFA',
      width: 110,
      cell: ({ mfaCapable }) => (mfaCapable === null ? 'Unknown' : mfaCapable ? 'Yes' : 'No'),
    },
    {
      id: 'whatIf',
      header: 'Try',
      width: 90,
      cell: ({ accountId }) => (
        <AnchorLink to="/policy/$connectionId/what-if" params={{ connectionId }} search={{ user: accountId }}>
          What If
        </AnchorLink>
      ),
    },
    ...EXTRA,
  ];
}

const EXTRA: readonly Column<AccountCoverage>[] = [
  {
    id: 'smallest',
    header: 'The smallest sign-in that escapes',
    width: 520,
    extra: true,
    cell: ({ escape }) => <span title={escape ?? undefined}>{escape ?? '–'}</span>,
  },
  {
    id: 'userPrincipalName',
    header: 'Sign-in name',
    width: 260,
    extra: true,
    cell: ({ userPrincipalName }) => userPrincipalName ?? '–',
  },
  {
    id: 'policies',
    header: 'Policies',
    width: 90,
    extra: true,
    numeric: true,
    cell: ({ policyIds }) => policyIds.length,
  },
  {
    id: 'since',
    header: 'So since revision',
    width: 140,
    extra: true,
    numeric: true,
    cell: ({ sinceRevision }) => sinceRevision,
  },
];

/** Where the gap lies, in words; the sign-in itself where there is no word for it. */
function gapOf(reasons: readonly string[], escape: string | null): string {
  if (escape === null) return 'No sign-in is known to get by';
  const words = reasonsInWords(reasons);
  return words === '' ? `By a sign-in ${escape}` : words.charAt(0).toUpperCase() + words.slice(1);
}
