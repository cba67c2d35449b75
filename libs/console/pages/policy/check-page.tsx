import { Badge, Group, Paper, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { checkQuery } from '../../api/policy-queries.js';
import type { Check, CheckVersion } from '../../api/policy-types.js';
import { AnchorLink } from '../../design/links.js';
import { Loaded } from '../../design/loaded.js';
import { When } from '../../design/time.js';
import { EvidenceList } from './check-card.js';
import { FRAMEWORKS, SeverityBadge, StatusBadge } from './looks.js';

const ROUTE = '/app/policy/$connectionId/checks/$checkId';
/** Facts that the page draws. */
const EVIDENCE_MAX = 200;

/** One check with its evidence, its controls and how its verdict changed. */
export function CheckPage() {
  const { connectionId, checkId } = useParams({ from: ROUTE });
  const check = useQuery(checkQuery(connectionId, checkId));
  return (
    <Stack gap="md">
      <AnchorLink to="/policy/$connectionId/checks" params={{ connectionId }}>
        ‹ All checks
      </AnchorLink>
      <Loaded query={check}>
        {(found) => (
          <>
            {found.check === null ? (
              <Text size="sm">The published revision has no verdict of this check; earlier ones follow.</Text>
            ) : (
              <Verdict check={found.check} />
            )}
            <Versions versions={found.versions} />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function Verdict({ check }: { readonly check: Check }) {
  const { id, title, status, severity, evidence, remedy, sinceRevision, inStandard } = check;
  return (
    <>
      <Group gap="sm">
        <Title order={2}>
          <span className="mono">{id}</span> {title}
        </Title>
        <StatusBadge status={status} />
        <SeverityBadge severity={severity} />
        {!inStandard && <Badge color="gray">Outside of the standard</Badge>}
      </Group>
      <Paper component="section" aria-labelledby="evidence">
        <Title order={3} mb="sm" id="evidence">
          Evidence
        </Title>
        <Text size="sm" c="dimmed" mb="xs">
          So since revision {sinceRevision}.
        </Text>
        <ScrollArea.Autosize mah={420} viewportProps={{ tabIndex: 0, 'aria-label': 'Facts', role: 'region' }}>
          <EvidenceList evidence={evidence.slice(0, EVIDENCE_MAX)} more={evidence.length - EVIDENCE_MAX} />
        </ScrollArea.Autosize>
        <Text size="sm" mt="md">
          <strong>What to do:</strong> {remedy}
        </Text>
      </Paper>
      <Controls mappings={check.mappings} />
    </>
  );
}

function Controls({ mappings }: { readonly mappings: Check['mappings'] }) {
  return (
    <Paper component="section" aria-labelledby="controls">
      <Title order={3} mb="sm" id="controls">
        Evidence for these controls
      </Title>
      <dl className="facts">
        {Object.entries(FRAMEWORKS).map(([key, name]) => (
          <Control key={key} name={name} controls={mappings[key] ?? []} />
        ))}
      </dl>
    </Paper>
  );
}

function Control({ name, controls }: { readonly name: string; readonly controls: readonly string[] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{controls.length === 0 ? 'None' : controls.join(', ')}</dd>
    </>
  );
}

function Versions({ versions }: { readonly versions: readonly CheckVersion[] }) {
  return (
    <Paper component="section" aria-labelledby="versions">
      <Title order={3} mb="sm" id="versions">
        How it changed
      </Title>
      <Table.ScrollContainer minWidth={480}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Outcome</Table.Th>
              <Table.Th>Since</Table.Th>
              <Table.Th>Revisions</Table.Th>
              <Table.Th>First fact</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map(({ status, sinceAt, sinceRevision, untilRevision, evidence }) => (
              <Table.Tr key={sinceRevision}>
                <Table.Td>
                  <StatusBadge status={status} />
                </Table.Td>
                <Table.Td>
                  <When at={sinceAt} />
                </Table.Td>
                <Table.Td>
                  {untilRevision === null
                    ? `${sinceRevision} to now`
                    : `${sinceRevision} to ${untilRevision - 1}`}
                </Table.Td>
                <Table.Td>{evidence[0]?.statement ?? '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
