import { Badge, Group, Paper, Stack, Switch, Text, Title, Tooltip } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/http.js';
import { catalogQuery } from '../api/queries.js';
import type { CatalogEntry } from '../api/types.js';
import { useRefusal } from '../app/session.js';
import { Loaded } from '../design/loaded.js';
import { PageHeader } from '../design/page-header.js';
import { ProblemAlert, problemOfError } from '../design/problem-alert.js';

/** Which entries of the catalog the organisation may use. */
export function AvailabilityPage() {
  const catalog = useQuery(catalogQuery);
  return (
    <>
      <PageHeader
        title="Availability"
        description="Decide which integrations your organisation may connect. An entry that is turned off is shown as coming soon and collects nothing."
      />
      <Loaded query={catalog}>
        {(entries) => (
          <Stack gap="md">
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function EntryRow({ entry }: { readonly entry: CatalogEntry }) {
  const queries = useQueryClient();
  const refusal = useRefusal('manage');
  const available = entry.state !== 'coming_soon';
  const decide = useMutation({
    mutationFn: (on: boolean) =>
      call<CatalogEntry>('PUT', `/catalog/${entry.id}/availability`, {
        availability: on ? 'available' : 'coming_soon',
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: catalogQuery.queryKey }),
  });
  return (
    <Paper>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group wrap="nowrap" align="flex-start">
          <img src={entry.catalog.logo} alt="" className="entry-logo" />
          <Stack gap={4}>
            <Group gap="xs">
              <Title order={2}>{entry.catalog.name}</Title>
              <Badge color={available ? 'green' : 'gray'}>{available ? 'Available' : 'Coming soon'}</Badge>
            </Group>
            <Text size="sm" c="dimmed" maw="38rem">
              {entry.catalog.description}
            </Text>
            {available && entry.connections > 0 && (
              <Text size="sm">
                Turning it off stops collection for {entry.connections} connected tenant(s). What was
                collected stays readable.
              </Text>
            )}
          </Stack>
        </Group>
        <Tooltip label={refusal ?? ''} disabled={refusal === undefined}>
          <div>
            <Switch
              aria-label={`${entry.catalog.name} is available`}
              checked={available}
              disabled={refusal !== undefined || decide.isPending}
              onChange={(event) => {
                decide.mutate(event.currentTarget.checked);
              }}
            />
          </div>
        </Tooltip>
      </Group>
      {refusal !== undefined && (
        <Text size="sm" c="dimmed" mt="sm">
          {refusal}
        </Text>
      )}
      {decide.error !== null && <ProblemAlert problem={problemOfError(decide.error)} />}
    </Paper>
  );
}
