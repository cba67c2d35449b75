import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Paper, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { revisionsQuery } from '../../api/queries.js';
import type { Revision } from '../../api/types.js';
import { count, dateTime } from '../../design/format.js';
import { Loaded } from '../../design/loaded.js';

const REVISIONS_SHOWN = 60;

/** How the number of accounts and groups changes from revision to revision. */
export function Trend({ connectionId }: { readonly connectionId: string }) {
  const revisions = useQuery(revisionsQuery(connectionId, REVISIONS_SHOWN));
  return (
    <Paper component="section" aria-labelledby="trend">
      <Title order={2} mb="md" id="trend">
        Over time
      </Title>
      <Loaded query={revisions} lines={[180]}>
        {(items) =>
          items.length < 2 ? (
            <Text size="sm" c="dimmed">
              A trend shows up after the second sync.
            </Text>
          ) : (
            <Lines revisions={[...items].reverse()} />
          )
        }
      </Loaded>
    </Paper>
  );
}

function Lines({ revisions }: { readonly revisions: readonly Revision[] }) {
  const data = revisions.map(({ readTo, counts }) => ({
    at: dateTime(readTo),
    Accounts: counts['accounts'] ?? 0,
    Groups: counts['groups'] ?? 0,
  }));
  return (
    <>
      <div role="figure" aria-label="Accounts and groups by revision">
        <LineChart
          h={190}
          data={data}
          dataKey="at"
          withLegend
          withDots={data.length < 20}
          curveType="linear"
          valueFormatter={count}
          series={[
            { name: 'Accounts', color: 'brand.6' },
            { name: 'Groups', color: 'grape.6' },
          ]}
        />
      </div>
      <VisuallyHidden>
        <Table>
          <caption>Accounts and groups by revision</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Read</Table.Th>
              <Table.Th>Accounts</Table.Th>
              <Table.Th>Groups</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((row) => (
              <Table.Tr key={row.at}>
                <Table.Td>{row.at}</Table.Td>
                <Table.Td>{row.Accounts}</Table.Td>
                <Table.Td>{row.Groups}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </>
  );
}
