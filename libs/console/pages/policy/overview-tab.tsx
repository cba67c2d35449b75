import { Alert, Badge, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { postureQuery } from '../../api/policy-queries.js';
import { STATUSES, type Evaluation } from '../../api/policy-types.js';
import { count, words } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { When } from '../../design/time.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { StatusBadge } from './looks.js';
import { OracleCard } from './oracle-card.js';

// Charts are larger than everything else on the page, so they come after it.
const CoverageChart = lazy(async () => ({ default: (await import('./coverage-chart.js')).CoverageChart }));

/** The last evaluation in numbers: the standard, the accounts, what is not known. */
export function PolicyOverviewTab() {
  const { connectionId } = useParams({ from: '/app/policy/$connectionId' });
  const posture = useQuery(postureQuery(connectionId));
  return (
    <Loaded query={posture} lines={[64, 280, 160]}>
      {(found) => (
        <Stack gap="md">
          <ProvenanceLine provenance={found} />
          {found.evaluatedRevision !== undefined && found.evaluatedRevision < found.revision && (
            <Alert
              color="yellow"
              icon={<CircleHelp aria-hidden />}
              title="Not the newest revision"
              role="note"
            >
              <Text size="sm">
                Revision {found.revision} is still to be evaluated; what follows is of revision{' '}
                {found.evaluatedRevision}.
              </Text>
            </Alert>
          )}
          <StandardAlert evaluation={found.evaluation} />
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            <Suspense fallback={<Skeleton height={250} radius="lg" />}>
              <CoverageChart evaluation={found.evaluation} connectionId={connectionId} />
            </Suspense>
            <ChecksCard evaluation={found.evaluation} connectionId={connectionId} />
            <OracleCard evaluation={found.evaluation} connectionId={connectionId} />
            <NotCollected evaluation={found.evaluation} />
          </SimpleGrid>
        </Stack>
      )}
    </Loaded>
  );
}

function StandardAlert({ evaluation }: { readonly evaluation: Evaluation }) {
  const { meetsStandard, checks, evaluatedAt } = evaluation;
  const { title, color, icon: Icon } = STANDARDS[String(meetsStandard) as keyof typeof STANDARDS];
  return (
    <Alert color={color} icon={<Icon aria-hidden />} title={title} role="note">
      <Text size="sm">
        {whyOf(meetsStandard, checks)} Evaluated <When at={evaluatedAt} />.
      </Text>
    </Alert>
  );
}

const STANDARDS = {
  true: { title: 'The tenant meets its standard', color: 'green', icon: CircleCheck },
  false: { title: 'The tenant does not meet its standard', color: 'red', icon: CircleX },
  null: { title: 'Whether the tenant meets its standard is not known', color: 'yellow', icon: CircleHelp },
} as const;

function whyOf(meets: boolean | null, checks: Evaluation['checks']): string {
  const open = `${count(checks.unknown ?? 0)} unknown, ${count(checks.manual ?? 0)} to be looked at by a person`;
  if (meets === true) return 'Every check passes, is exempted or does not apply.';
  if (meets === null) return `No check fails, but not all have an answer: ${open}.`;
  return `Checks that fail: ${count(checks.fail ?? 0)}. Checks without an answer: ${open}.`;
}

interface CardProps {
  readonly evaluation: Evaluation;
  readonly connectionId: string;
}

function ChecksCard({ evaluation, connectionId }: CardProps) {
  return (
    <Paper component="section" aria-labelledby="checks-by-status">
      <Title order={2} mb="md" id="checks-by-status">
        Checks of the standard
      </Title>
      <Stack gap="xs">
        {STATUSES.filter((status) => (evaluation.checks[status] ?? 0) > 0).map((status) => (
          <Group key={status} justify="space-between">
            <PlainLink
              className="row-link"
              to="/policy/$connectionId/checks"
              params={{ connectionId }}
              search={{ status }}
            >
              <StatusBadge status={status} />
            </PlainLink>
            <Text className="numeric" size="sm">
              {count(evaluation.checks[status] ?? 0)}
            </Text>
          </Group>
        ))}
      </Stack>
      <Text size="xs" c="dimmed" mt="md">
        Each leads to the checks with their evidence and remedies.
      </Text>
    </Paper>
  );
}

function NotCollected({ evaluation }: { readonly evaluation: Evaluation }) {
  const missing = Object.entries(evaluation.notCollected);
  return (
    <Paper component="section" aria-labelledby="not-collected">
      <Title order={2} mb="md" id="not-collected">
        What was not collected
      </Title>
      {missing.length === 0 ? (
        <Text size="sm">Nothing: every setting that the checks need was read.</Text>
      ) : (
        <Stack gap="xs">
          {missing.map(([name, reason]) => (
            <Group key={name} justify="space-between" gap="xs">
              <Text size="sm">{words(name)}</Text>
              <Badge color="gray">{words(reason)}</Badge>
            </Group>
          ))}
          <Text size="xs" c="dimmed">
            What depends on it is unknown, neither passed nor failed.
          </Text>
        </Stack>
      )}
    </Paper>
  );
}
