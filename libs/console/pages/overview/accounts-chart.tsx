import '@mantine/charts/styles.css';
import { DonutChart } from '@mantine/charts';
import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { AccountSummary } from '../../api/types.js';
import { PlainLink } from '../../design/links.js';
import { Legend, type LegendLine } from './legend.js';

interface Slice extends LegendLine {
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
          <Legend
            lines={slices}
            nameOf={({ name, search }) => (
              <PlainLink
                className="row-link"
                to="/directory/$connectionId/accounts"
                params={{ connectionId }}
                search={search}
              >
                {name}
              </PlainLink>
            )}
          />
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
