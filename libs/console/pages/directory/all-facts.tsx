import { Table, Text } from '@mantine/core';
import { words } from '../../design/format.js';

/** Every property of an object as it was collected. */
export function AllFacts({ object }: { readonly object: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(object).sort(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        As Microsoft Graph gave it. A property that is not listed has no value in Microsoft Entra.
      </Text>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {entries.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400} c="dimmed" w="34%">
                {words(name)}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
