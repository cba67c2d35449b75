import { Badge, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Permission } from '../../api/types.js';

interface PermissionTableProps {
  readonly permissions: readonly Permission[];
  /** What is known of a permission, in a column of its own. */
  readonly state?: { readonly heading: string; readonly of: (permission: Permission) => ReactNode };
}

/** Permissions with what each is for. */
export function PermissionTable({ permissions, state }: PermissionTableProps) {
  return (
    <div className="stacks">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Permission</Table.Th>
            <Table.Th>Why</Table.Th>
            <Table.Th>{state?.heading ?? 'Needed'}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permissions.map((permission) => (
            <Table.Tr key={permission.name}>
              <Table.Td>
                <span className="mono">{permission.name}</span>
                <Text size="xs" c="dimmed">
                  {permission.feature}
                </Text>
              </Table.Td>
              <Table.Td>{permission.reason}</Table.Td>
              <Table.Td>
                {state === undefined ? <Need kind={permission.kind} /> : state.of(permission)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Whether every feature needs a permission, or some. */
export function Need({ kind }: { readonly kind: Permission['kind'] }) {
  return kind === 'core' ? <Badge>Required</Badge> : <Badge color="gray">Optional</Badge>;
}
