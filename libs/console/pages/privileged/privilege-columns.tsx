import { Badge, Group, type MantineColor } from '@mantine/core';
import type { Privilege, RoleLevel } from '../../api/access-types.js';
import { words } from '../../design/format.js';
import { AnchorLink, PlainLink } from '../../design/links.js';
import { Day, When } from '../../design/time.js';
import { useNow } from '../../design/use-now.js';
import type { Column } from '../../design/virtual-table.js';

/** Assignments that end within this time are marked: 14 days. */
const SOON_MS = 14 * 24 * 3_600_000;

const LEVELS: Readonly<Record<RoleLevel, { readonly label: string; readonly color: MantineColor }>> = {
  'highly-privileged': { label: 'Highly privileged', color: 'red' },
  privileged: { label: 'Privileged', color: 'orange' },
  standard: { label: 'Standard', color: 'gray' },
  unknown: { label: 'Unknown', color: 'gray' },
};

/** Columns of the effective privileges. */
export function privilegeColumns(connectionId: string): readonly Column<Privilege>[] {
  return [
    {
      id: 'principal',
      header: 'Who',
      width: 160,
      cell: (privilege) => <Who privilege={privilege} connectionId={connectionId} />,
    },
    {
      id: 'role',
      header: 'Role',
      width: 185,
      cell: ({ roleName, roleId }) => <span title={roleName ?? roleId}>{roleName ?? roleId}</span>,
    },
    { id: 'level', header: 'Level', width: 140, cell: ({ level }) => <Level level={level} /> },
    {
      id: 'state',
      header: 'State',
      width: 90,
      cell: ({ state }) => <Badge color={state === 'active' ? 'brand' : 'gray'}>{words(state)}</Badge>,
    },
    { id: 'term', header: 'Term', width: 170, cell: (privilege) => <Term privilege={privilege} /> },
    {
      id: 'route',
      header: 'Way',
      width: 140,
      cell: (privilege) => <Way privilege={privilege} connectionId={connectionId} />,
    },
    { id: 'scope', header: 'Scope', width: 115, cell: scopeOf },
    {
      id: 'userPrincipalName',
      header: 'Sign-in name',
      width: 260,
      extra: true,
      cell: ({ userPrincipalName }) => userPrincipalName ?? '–',
    },
    {
      id: 'startAt',
      header: 'Since',
      width: 180,
      extra: true,
      cell: ({ startAt }) => <When at={startAt} />,
    },
  ];
}

interface CellProps {
  readonly privilege: Privilege;
  readonly connectionId: string;
}

function Who({ privilege, connectionId }: CellProps) {
  const { principalId, principalType, principalName, userPrincipalName, accountEnabled } = privilege;
  const name = principalName ?? userPrincipalName ?? principalId;
  const params = { connectionId, objectId: principalId };
  if (principalType === 'unknown') return <span className="mono">{name}</span>;
  if (principalType === 'servicePrincipal')
    return (
      <PlainLink
        className="row-link"
        title={`${name} (application)`}
        to="/applications/$connectionId/$objectId"
        params={params}
      >
        {name} (application)
      </PlainLink>
    );
  return (
    <PlainLink
      className="row-link"
      title={accountEnabled === false ? `${name} (disabled)` : name}
      to="/directory/$connectionId/accounts/$objectId"
      params={params}
    >
      {name}
      {accountEnabled === false && ' (disabled)'}
    </PlainLink>
  );
}

function Level({ level }: { readonly level: RoleLevel }) {
  const { label, color } = LEVELS[level];
  return <Badge color={color}>{label}</Badge>;
}

function Term({ privilege }: { readonly privilege: Privilege }) {
  const now = useNow();
  const { term, endAt } = privilege;
  if (term === 'unknown') return <>Unknown: times were not read</>;
  if (term === 'permanent' || endAt === null) return <>Permanent</>;
  const left = Date.parse(endAt) - now;
  return (
    <Group gap="xs" wrap="nowrap">
      <span>
        Until <Day at={endAt} />
      </span>
      {left > 0 && left < SOON_MS && <Badge color="yellow">Soon</Badge>}
      {left <= 0 && <Badge color="gray">Past</Badge>}
    </Group>
  );
}

function Way({ privilege, connectionId }: CellProps) {
  const { route, viaGroupId, viaGroupName } = privilege;
  if (route === 'direct' || viaGroupId === null) return <>{route === 'direct' ? 'Direct' : words(route)}</>;
  return (
    <>
      {route === 'pim-for-groups' ? 'PIM: ' : ''}
      <AnchorLink
        to="/directory/$connectionId/groups/$objectId"
        params={{ connectionId, objectId: viaGroupId }}
      >
        {viaGroupName ?? viaGroupId}
      </AnchorLink>
    </>
  );
}

function scopeOf({ scopeKind, scope }: Privilege) {
  return <span title={scope}>{scopeKind === 'tenant' ? 'Whole tenant' : words(scopeKind)}</span>;
}
