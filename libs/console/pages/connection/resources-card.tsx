import { Accordion, Paper, Table, Text, Title } from '@mantine/core';
import type { Connection, ResourceStatus } from '../../api/types.js';
import { CompletenessBadge } from '../../design/badges.js';
import { count } from '../../design/format.js';
import { resourceName } from '../../design/resource-name.js';
import { Ago } from '../../design/time.js';

/** What is collected, and how completely it was read last; what is complete is counted and folded. */
export function ResourcesCard({ connection }: { readonly connection: Connection }) {
  const { resources } = connection;
  const complete = resources.filter(({ completeness }) => completeness === 'complete');
  const open = resources.filter(({ completeness }) => completeness !== 'complete');
  return (
    <Paper component="section" aria-labelledby="collected">
      <Title order={2} id="collected">
        What is collected
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        What could not be read completely keeps its last complete state; it is never shown as empty.
      </Text>
      {open.length > 0 && <Resources resources={open} />}
      {complete.length > 0 && (
        <Accordion variant="filled" mt="sm">
          <Accordion.Item value="complete">
            <Accordion.Control>
              <Text size="sm">{sentenceOf(complete.length, resources.length)}</Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Resources resources={complete} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Paper>
  );
}

function sentenceOf(complete: number, all: number): string {
  return complete === all
    ? `All ${count(all)} kinds of data were read completely`
    : `${count(complete)} of ${count(all)} kinds of data were read completely`;
}

function Resources({ resources }: { readonly resources: readonly ResourceStatus[] }) {
  return (
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
          {resources.map(({ resource, completeness, completeAt, completeAtRevision }) => (
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
  );
}
