import { Paper, Table, Text, Title } from '@mantine/core';
import type { Connection } from '../../api/types.js';
import { CompletenessBadge } from '../../design/badges.js';
import { words } from '../../design/format.js';
import { Ago } from '../../design/time.js';

const NAMES: Readonly<Record<string, string>> = {
  organization: 'Tenant',
  subscribedSkus: 'Licences',
  memberships: 'Group memberships',
  ownerships: 'Group owners',
};

/** Name of a resource for a person. */
export function resourceName(resource: string): string {
  return NAMES[resource] ?? words(resource);
}

/** What is collected, and how completely it was read last. */
export function ResourcesCard({ connection }: { readonly connection: Connection }) {
  return (
    <Paper>
      <Title order={2}>What is collected</Title>
      <Text size="sm" c="dimmed" mb="md">
        What could not be read completely keeps its last complete state; it is never shown as empty.
      </Text>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Data</Table.Th>
              <Table.Th>Last sync</Table.Th>
              <Table.Th>Last complete</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {connection.resources.map(({ resource, completeness, completeAt, completeAtRevision }) => (
              <Table.Tr key={resource}>
                <Table.Td>{resourceName(resource)}</Table.Td>
                <Table.Td>
                  <CompletenessBadge completeness={completeness} />
                </Table.Td>
                <Table.Td>
                  <Ago at={completeAt} none="never" />
                  {completeAtRevision === null ? '' : `, revision ${completeAtRevision}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
