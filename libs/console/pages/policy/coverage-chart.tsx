import '@mantine/charts/styles.css';
import { DonutChart } from '@mantine/charts';
import { ColorSwatch, Group, Paper, Table, Text, Title } from '@mantine/core';
import { VERDICTS, type CoverageVerdict, type Evaluation } from '../../api/policy-types.js';
import { count } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import { VERDICT_LOOKS } from './looks.js';

interface CoverageChartProps {
  readonly evaluation: Evaluation;
  readonly connectionId: string;
}

/** Accounts by verdict; the table beside the picture says the same and leads to the accounts. */
export function CoverageChart({ evaluation, connectionId }: CoverageChartProps) {
  const found = VERDICTS.filter((verdict) => (evaluation.coverage[verdict] ?? 0) > 0);
  const data = found.map((verdict) => ({
    name: VERDICT_LOOKS[verdict].label,
    value: evaluation.coverage[verdict] ?? 0,
    color: VERDICT_LOOKS[verdict].color,
  }));
  return (
    <Paper component="section" aria-labelledby="accounts-by-verdict">
      <Title order={2} mb="md" id="accounts-by-verdict">
        Accounts by MFA coverage
      </Title>
      {found.length === 0 ? (
        <Text size="sm">No account was evaluated.</Text>
      ) : (
        <Group gap="lg" align="center" justify="center">
          <div inert>
            <DonutChart data={data} size={140} thickness={22} withTooltip={false} paddingAngle={2} />
          </div>
          <Table verticalSpacing={6} withRowBorders={false} flex={1} miw={220}>
            <Table.Tbody>
              {found.map((verdict) => (
                <VerdictRow
                  key={verdict}
                  verdict={verdict}
                  accounts={evaluation.coverage[verdict] ?? 0}
                  connectionId={connectionId}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Group>
      )}
    </Paper>
  );
}

interface VerdictRowProps {
  readonly verdict: CoverageVerdict;
  readonly accounts: number;
  readonly connectionId: string;
}

function VerdictRow({ verdict, accounts, connectionId }: VerdictRowProps) {
  const { label, meaning, color } = VERDICT_LOOKS[verdict];
  return (
    <Table.Tr>
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
            to="/policy/$connectionId/accounts"
            params={{ connectionId }}
            search={{ verdict }}
          >
            {label}
          </PlainLink>
        </Group>
        <Text size="xs" c="dimmed">
          {meaning}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className="numeric">
        {count(accounts)}
      </Table.Td>
    </Table.Tr>
  );
}
