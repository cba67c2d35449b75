import { Badge, Group, Select, Stack, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import { checksQuery } from '../../api/policy-queries.js';
import { STATUSES, type Check, type CheckStatus } from '../../api/policy-types.js';
import { compact } from '../../app/search/page-search.js';
import type { ChecksSearch } from '../../app/search/policy-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { count } from '../../design/format.js';
import { Loaded } from '../../design/loaded.js';
import { ProvenanceLine } from '../../design/provenance-line.js';
import { TypedFilter } from '../../lists/typed-filter.js';
import { CheckCard } from './check-card.js';
import { FRAMEWORKS, SEVERITIES, statusLabel } from './looks.js';

const ROUTE = '/app/policy/$connectionId/checks';

type Change = { readonly [Name in keyof ChecksSearch]?: ChecksSearch[Name] | undefined };

/** The checks of the standard, those that fail first, the worst of them on top. */
export function ChecksTab() {
  const { connectionId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  const navigate = useNavigate({ from: '/policy/$connectionId/checks' });
  const checks = useQuery(checksQuery(connectionId, search.all === 'true'));
  const go = (change: Change): void => {
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  };
  return (
    <Stack gap="md">
      <Filters search={search} go={go} />
      <Loaded query={checks} lines={[80, 80, 80, 80]}>
        {(found) => (
          <>
            <ProvenanceLine provenance={found} />
            <Groups
              checks={found.items.filter((check) => isShown(check, search))}
              connectionId={connectionId}
            />
          </>
        )}
      </Loaded>
    </Stack>
  );
}

function isShown({ id, title, status, mappings }: Check, search: ChecksSearch): boolean {
  const { status: wanted, framework, q } = search;
  if (wanted !== undefined && status !== wanted) return false;
  if (framework !== undefined && (mappings[framework] ?? []).length === 0) return false;
  const text = [id, title, ...Object.values(mappings).flat()].join(' ').toLowerCase();
  return q === undefined || text.includes(q.toLowerCase());
}

function Filters({ search, go }: { readonly search: ChecksSearch; readonly go: (change: Change) => void }) {
  return (
    <Group gap="xs" align="flex-end">
      <TypedFilter
        label="Search"
        placeholder="Title or control, such as CC6.1  ( / )"
        value={search.q}
        onChange={(q) => {
          go({ q });
        }}
      />
      <Select
        size="xs"
        label="Outcome"
        placeholder="Any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any outcome' }}
        w={150}
        data={STATUSES.map((value) => ({ value, label: statusLabel(value) }))}
        value={search.status ?? null}
        onChange={(status) => {
          go({ status: status ?? undefined });
        }}
      />
      <Select
        size="xs"
        label="Framework"
        placeholder="Any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any framework' }}
        w={170}
        data={Object.entries(FRAMEWORKS).map(([value, label]) => ({ value, label }))}
        value={search.framework ?? null}
        onChange={(framework) => {
          go({ framework: framework ?? undefined });
        }}
      />
      <Switch
        size="sm"
        pb={4}
        label="Also outside of the standard"
        checked={search.all === 'true'}
        onChange={(event) => {
          go({ all: event.currentTarget.checked ? 'true' : undefined });
        }}
      />
    </Group>
  );
}

interface GroupsProps {
  readonly checks: readonly Check[];
  readonly connectionId: string;
}

function Groups({ checks, connectionId }: GroupsProps) {
  if (checks.length === 0)
    return (
      <EmptyState icon={ListChecks} title="No check matches">
        Change or remove a filter.
      </EmptyState>
    );
  return (
    <Stack gap="xl">
      {STATUSES.map((status) => (
        <OneStatus
          key={status}
          status={status}
          checks={checks.filter((check) => check.status === status)}
          connectionId={connectionId}
        />
      ))}
    </Stack>
  );
}

function OneStatus({ status, checks, connectionId }: GroupsProps & { readonly status: CheckStatus }) {
  if (checks.length === 0) return null;
  const sorted = SEVERITIES.flatMap((severity) => checks.filter((check) => check.severity === severity));
  return (
    <section aria-labelledby={`status-${status}`}>
      <Group gap="xs" mb="sm">
        <Title order={2} id={`status-${status}`}>
          {statusLabel(status)}
        </Title>
        <Badge color="gray">{count(checks.length)}</Badge>
      </Group>
      <Stack gap="sm">
        {sorted.map((check) => (
          <CheckCard key={check.id} check={check} connectionId={connectionId} />
        ))}
      </Stack>
      {status === 'unknown' && (
        <Text size="xs" c="dimmed" mt="xs">
          Unknown is neither passed nor failed: the evidence says what is missing.
        </Text>
      )}
    </section>
  );
}
