import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Group, Paper, SegmentedControl, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { postureTrendQuery } from '../../api/policy-queries.js';
import { ESCAPING, type Evaluation } from '../../api/policy-types.js';
import { revisionsQuery } from '../../api/queries.js';
import type { Revision } from '../../api/types.js';
import { count, dateTime } from '../../design/format.js';
import { Loaded } from '../../design/loaded.js';

/** Revisions and evaluations that are drawn at most. */
const SHOWN_MAX = 60;
/** Points from which on they are drawn as a line only. */
const DOTS_MAX = 20;

const SUBJECTS = [
  { value: 'objects', label: 'Accounts and groups' },
  { value: 'mfa', label: 'MFA' },
  { value: 'checks', label: 'Checks' },
] as const;

type Subject = (typeof SUBJECTS)[number]['value'];

/** How accounts, MFA coverage and checks change from revision to revision. */
export function Trend({ connectionId }: { readonly connectionId: string }) {
  const [subject, setSubject] = useState<Subject>('objects');
  return (
    <Paper component="section" aria-labelledby="trend">
      <Group justify="space-between" mb="md">
        <Title order={2} id="trend">
          Over time
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="What is drawn over time"
          data={SUBJECTS.map((known) => ({ ...known }))}
          value={subject}
          onChange={setSubject}
        />
      </Group>
      {subject === 'objects' ? (
        <Objects connectionId={connectionId} />
      ) : (
        <Evaluations connectionId={connectionId} pointOf={subject === 'mfa' ? coverageOf : checksOf} />
      )}
    </Paper>
  );
}

/** What is drawn of one moment: a number by the name of its line. */
type Point = Readonly<Record<string, number>>;

interface Moment {
  readonly at: string;
  readonly point: Point;
}

function Objects({ connectionId }: { readonly connectionId: string }) {
  const revisions = useQuery(revisionsQuery(connectionId, SHOWN_MAX));
  const momentOf = ({ readTo, counts }: Revision): Moment => ({
    at: readTo,
    point: { Accounts: counts['accounts'] ?? 0, Groups: counts['groups'] ?? 0 },
  });
  return (
    <Loaded query={revisions} lines={[190]}>
      {(items) => <Lines label="Accounts and groups by revision" moments={items.map(momentOf).reverse()} />}
    </Loaded>
  );
}

interface EvaluationsProps {
  readonly connectionId: string;
  readonly pointOf: (evaluation: Evaluation) => Point;
}

function Evaluations({ connectionId, pointOf }: EvaluationsProps) {
  const trend = useQuery(postureTrendQuery(connectionId, SHOWN_MAX));
  return (
    <Loaded query={trend} lines={[190]}>
      {(items) => (
        <Lines
          label="By evaluation"
          moments={items
            .map((evaluation) => ({ at: evaluation.evaluatedAt, point: pointOf(evaluation) }))
            .reverse()}
        />
      )}
    </Loaded>
  );
}

function coverageOf({ coverage }: Evaluation): Point {
  const of = (verdicts: readonly (keyof typeof coverage)[]): number =>
    verdicts.reduce((sum, verdict) => sum + (coverage[verdict] ?? 0), 0);
  return {
    'MFA holds': of(['full', 'blocked']),
    'Can sign in without MFA': of(ESCAPING),
    Unknown: of(['indeterminate']),
  };
}

function checksOf({ checks }: Evaluation): Point {
  return { Pass: checks.pass ?? 0, Fail: checks.fail ?? 0, Unknown: checks.unknown ?? 0 };
}

const COLOURS = ['brand.6', 'grape.6', 'gray.6'] as const;

function Lines({ label, moments }: { readonly label: string; readonly moments: readonly Moment[] }) {
  if (moments.length < 2)
    return (
      <Text size="sm" c="dimmed">
        A trend shows up after the second sync.
      </Text>
    );
  const names = Object.keys(moments[0]?.point ?? {});
  return (
    <>
      <div role="figure" aria-label={label}>
        <LineChart
          h={210}
          data={moments.map(({ at, point }) => ({ ...point, at: dateTime(at) }))}
          dataKey="at"
          withLegend
          withDots={moments.length < DOTS_MAX}
          curveType="linear"
          valueFormatter={count}
          xAxisProps={{ minTickGap: 24 }}
          series={names.map((name, index) => ({ name, color: COLOURS[index] ?? 'gray.6' }))}
        />
      </div>
      <VisuallyHidden>
        <Table>
          <caption>{label}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>At</Table.Th>
              {names.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {moments.map(({ at, point }) => (
              <Table.Tr key={at}>
                <Table.Td>{dateTime(at)}</Table.Td>
                {names.map((name) => (
                  <Table.Td key={name}>{point[name]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </>
  );
}
