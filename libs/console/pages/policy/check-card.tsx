import { Badge, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { Check, Evidence } from '../../api/policy-types.js';
import { count, withLocalTimes } from '../../design/format.js';
import { PlainLink } from '../../design/links.js';
import { FRAMEWORKS, SeverityBadge, StatusBadge } from './looks.js';

/** Lines of a fact that a card shows. */
const LINES_MAX = 2;
/** Facts that a card shows; the page of the check shows them all. */
const SHOWN = 1;

interface CheckCardProps {
  readonly check: Check;
  readonly connectionId: string;
}

/** A check in short: outcome, first facts, what to do, which controls it is evidence for. */
export function CheckCard({ check, connectionId }: CheckCardProps) {
  const { id, title, status, severity, evidence, remedy, mappings } = check;
  return (
    <Paper p="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Title order={3}>
            <PlainLink
              className="row-link"
              to="/policy/$connectionId/checks/$checkId"
              params={{ connectionId, checkId: id }}
            >
              <span className="mono">{id}</span> {title}
            </PlainLink>
          </Title>
          <Group gap="xs">
            {!check.inStandard && <Badge color="gray">Outside of the standard</Badge>}
            <SeverityBadge severity={severity} />
            <StatusBadge status={status} />
          </Group>
        </Group>
        <EvidenceList evidence={evidence.slice(0, SHOWN)} more={evidence.length - SHOWN} isShort />
        {status !== 'pass' && status !== 'not_applicable' && (
          <Text size="sm">
            <strong>What to do:</strong> {remedy}
          </Text>
        )}
        <MappingLine mappings={mappings} />
      </Stack>
    </Paper>
  );
}

interface EvidenceListProps {
  readonly evidence: readonly Evidence[];
  /** Facts that are left out; not positive: none. */
  readonly more: number;
  /** Cuts each fact after two lines. */
  readonly isShort?: boolean;
}

/** Facts that led to a status. */
export function EvidenceList({ evidence, more, isShort = false }: EvidenceListProps) {
  return (
    <List size="sm" spacing={4} withPadding={false}>
      {evidence.map(({ object, statement }, index) => (
        <List.Item key={`${object}-${index}`} style={{ overflowWrap: 'anywhere' }}>
          <Text span size="sm" {...(isShort ? { lineClamp: LINES_MAX } : {})}>
            {withLocalTimes(statement)}
          </Text>
        </List.Item>
      ))}
      {more > 0 && <List.Item c="dimmed">and {count(more)} more</List.Item>}
    </List>
  );
}

/** Controls of the frameworks that a check is evidence for. */
export function MappingLine({ mappings }: { readonly mappings: Check['mappings'] }) {
  const known = Object.entries(FRAMEWORKS).filter(([key]) => (mappings[key] ?? []).length > 0);
  if (known.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {known.map(([key, name]) => `${name}: ${(mappings[key] ?? []).join(', ')}`).join(' · ')}
    </Text>
  );
}
