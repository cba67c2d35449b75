import '@mantine/charts/styles.css';
import { DonutChart } from '@mantine/charts';
import { ColorSwatch, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import type { AccountSummary } from '../../api/types.js';
import { count } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';

interface Slice {
  readonly name: string;
  readonly value: number;
  readonly color: string;
  readonly search: { readonly userType: 'Member' | 'Guest'; readonly accountEnabled?: 'true' | 'false' };
}

interface AccountsChartProps {
  readonly summary: AccountSummary;
  readonly connectionId: string;
}

/** Accounts by type and status; the table beside the picture says the same. */
export function AccountsChart({ summary, connectionId }: AccountsChartProps) {
  const slices = slicesOf(summary);
  return (
    <Paper component="section" aria-labelledby="accounts-by-type">
      <Title order={2} mb="md" id="accounts-by-type">
        Accounts by type and status
      </Title>
      <Group gap="xl" align="center" justify="center">
        <div inert>
          <DonutChart
            data={slices.map(({ name, value, color }) => ({ name, value, color }))}
            size={150}
            thickness={22}
            withTooltip={false}
            paddingAngle={2}
          />
        </div>
        <Stack flex={1} miw={220}>
          <Table verticalSpacing={6} withRowBorders={false}>
            <Table.Tbody>
              {slices.map(({ name, value, color, search }) => (
                <Table.Tr key={name}>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <ColorSwatch
                        color={`var(--mantine-color-${color.replace('.', '-')})`}
                        size={10}
                        withShadow={false}
                        aria-hidden
                      />
                      <PlainLink
                        className="row-link"
                        to="/directory/$connectionId/accounts"
                        params={{ connectionId }}
                        search={search}
                      >
                        {name}
                      </PlainLink>
                    </Group>
                  </Table.Td>
                  <Table.Td ta="right" className="numeric">
                    {count(value)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed">
            All accounts, whatever the settings leave out of lists.
          </Text>
        </Stack>
      </Group>
    </Paper>
  );
}

const LOOKS: Readonly<Record<string, Pick<Slice, 'name' | 'color' | 'search'>>> = {
  'Member true': {
    name: 'Members, enabled',
    color: 'brand.6',
    search: { userType: 'Member', accountEnabled: 'true' },
  },
  'Member false': {
    name: 'Members, disabled',
    color: 'brand.2',
    search: { userType: 'Member', accountEnabled: 'false' },
  },
  'Member null': { name: 'Members, status unknown', color: 'gray.5', search: { userType: 'Member' } },
  'Guest true': {
    name: 'Guests, enabled',
    color: 'grape.6',
    search: { userType: 'Guest', accountEnabled: 'true' },
  },
  'Guest false': {
    name: 'Guests, disabled',
    color: 'grape.2',
    search: { userType: 'Guest', accountEnabled: 'false' },
  },
  'Guest null': { name: 'Guests, status unknown', color: 'gray.4', search: { userType: 'Guest' } },
};

function slicesOf({ accounts }: AccountSummary): readonly Slice[] {
  return Object.entries(LOOKS).flatMap(([key, look]) => {
    const found = accounts.find(
      ({ userType, accountEnabled }) => `${userType} ${String(accountEnabled)}` === key,
    );
    return found === undefined ? [] : [{ ...look, value: found.count }];
  });
}
