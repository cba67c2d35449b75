import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { DelegatedPermission, PrincipalFound } from '../../api/access-types.js';
import { words } from '../../design/format.js';
import { ObjectName } from '../policy/object-name.js';
import { PermissionLine, worstFirst } from './permission-level.js';
import { PrincipalName } from './principal-name.js';

interface PermissionsProps {
  readonly found: PrincipalFound;
  readonly connectionId: string;
}

/** What an application may do without anybody being signed in. */
export function OwnPermissions({ found, connectionId }: PermissionsProps) {
  return (
    <Paper component="section" aria-labelledby="permissions">
      <Title order={2} mb={4} id="permissions">
        What it may do by itself
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Application permissions: they count at any time, without anybody signed in.
      </Text>
      {found.permissions.length === 0 && <Text size="sm">{noneOf(found, 'appRoleAssignments')}</Text>}
      <Stack gap="xs">
        {worstFirst(found.permissions).map(({ assignmentId, permission, level, resourceId }) => (
          <Group key={assignmentId} justify="space-between" gap="xs">
            <PermissionLine permission={permission} level={level} />
            <Text size="sm" c="dimmed" component="div">
              at <PrincipalName id={resourceId} connectionId={connectionId} />
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

/** What an application may do on behalf of whoever is signed in, and for whom. */
export function DelegatedPermissions({ found, connectionId }: PermissionsProps) {
  const groups = Map.groupBy(worstFirst(found.delegatedPermissions), ({ userId }) => userId ?? EVERYONE);
  return (
    <Paper component="section" aria-labelledby="delegated">
      <Title order={2} mb={4} id="delegated">
        What it may do on behalf of people
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Delegated permissions: never more than the person who is signed in may do.
      </Text>
      {groups.size === 0 && <Text size="sm">{noneOf(found, 'oauth2PermissionGrants')}</Text>}
      <Stack gap="md">
        {[...groups].sort(everyoneFirst).map(([userId, permissions]) => (
          <ForWhom key={userId} userId={userId} permissions={permissions} connectionId={connectionId} />
        ))}
      </Stack>
    </Paper>
  );
}

/** Stands for consent that counts for the whole tenant. */
const EVERYONE = '';

function everyoneFirst([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return Number(right === EVERYONE) - Number(left === EVERYONE);
}

interface ForWhomProps {
  readonly userId: string;
  readonly permissions: readonly DelegatedPermission[];
  readonly connectionId: string;
}

function ForWhom({ userId, permissions, connectionId }: ForWhomProps) {
  return (
    <div>
      <Text size="sm" fw={550} component="h3" mb={4}>
        {userId === EVERYONE ? (
          'For everyone in the tenant'
        ) : (
          <>
            For <ObjectName kind="user" id={userId} connectionId={connectionId} />
          </>
        )}
      </Text>
      <Stack gap={6}>
        {permissions.map(({ grantId, permission, level }) => (
          <PermissionLine key={`${grantId}-${permission}`} permission={permission} level={level} />
        ))}
      </Stack>
    </div>
  );
}

/** Only a complete reading says that there is none. */
function noneOf({ gaps }: PrincipalFound, resource: string): string {
  const gap = gaps.find((known) => known.resource === resource);
  return gap === undefined ? 'Nothing.' : `Unknown: ${words(gap.completeness).toLowerCase()}.`;
}
