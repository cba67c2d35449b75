import { Badge, Chip, Group, SimpleGrid, Stack, Tabs, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PackageOpen, Search } from 'lucide-react';
import { catalogQuery, connectionsQuery } from '../../api/queries.js';
import type { CatalogEntry, Connection, EntryState } from '../../api/types.js';
import { compact, TABS, type IntegrationsSearch } from '../../app/search/page-search.js';
import { EmptyState } from '../../design/empty-state.js';
import { words } from '../../design/format.js';
import { Loaded } from '../../design/loaded.js';
import { PageHeader } from '../../design/page-header.js';
import { ConnectReturn } from './connect-return.js';
import { ConnectionCard } from './connection-card.js';
import { EntryCard } from './entry-card.js';

const LABELS: Readonly<Record<EntryState, string>> = {
  installed: 'Installed',
  available: 'Available',
  coming_soon: 'Coming Soon',
};

const EMPTY: Readonly<Record<EntryState, string>> = {
  installed: 'Connect an integration from the Available tab; it then shows up here with its health.',
  available: 'Everything you may use is installed, or still coming soon.',
  coming_soon: 'Every integration of this platform is available.',
};

/** Organization Settings > Integrations. */
export function IntegrationsPage() {
  const catalog = useQuery(catalogQuery);
  const connections = useQuery(connectionsQuery);
  return (
    <>
      <PageHeader
        title="Integrations"
        description="Connect the systems your evidence comes from. Every integration is read-only."
      />
      <ConnectReturn />
      <Loaded query={catalog} lines={[42, 240]}>
        {(entries) => <Catalog entries={entries} connections={connections.data ?? []} />}
      </Loaded>
    </>
  );
}

interface CatalogProps {
  readonly entries: readonly CatalogEntry[];
  readonly connections: readonly Connection[];
}

function Catalog({ entries, connections }: CatalogProps) {
  const search = useSearch({ from: '/app/organization-settings/integrations' });
  const go = useGo();
  const shown = entries.filter((entry) => matches(entry, search));
  const tab = search.tab ?? firstTab(entries);
  return (
    <Tabs
      value={tab}
      onChange={(value) => {
        go({ tab: TABS.find((known) => known === value) });
      }}
      keepMounted={false}
    >
      <Tabs.List mb="md">
        {TABS.map((state) => (
          <Tabs.Tab
            key={state}
            value={state}
            rightSection={<Badge variant="default">{inTab(shown, connections, state).length}</Badge>}
          >
            {LABELS[state]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Filters entries={entries} />
      {TABS.map((state) => (
        <Tabs.Panel key={state} value={state} pt="md">
          <Cards state={state} entries={shown} connections={connections} filtered={isFiltered(search)} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Filters({ entries }: { readonly entries: readonly CatalogEntry[] }) {
  const search = useSearch({ from: '/app/organization-settings/integrations' });
  const go = useGo();
  const tags = [...new Set(entries.flatMap(({ catalog }) => catalog.tags))].sort();
  return (
    <Stack gap="sm">
      <TextInput
        type="search"
        aria-label="Search integrations"
        placeholder="Search integrations  ( / )"
        leftSection={<Search size={16} aria-hidden />}
        value={search.q ?? ''}
        onChange={(event) => {
          go({ q: event.currentTarget.value === '' ? undefined : event.currentTarget.value });
        }}
        maw={420}
      />
      <Group gap={6} role="group" aria-label="Tags">
        {tags.map((tag) => (
          <Chip
            key={tag}
            size="xs"
            variant="outline"
            checked={search.tag === tag}
            onChange={(on) => {
              go({ tag: on ? tag : undefined });
            }}
          >
            {words(tag)}
          </Chip>
        ))}
      </Group>
    </Stack>
  );
}

interface CardsProps extends CatalogProps {
  readonly state: EntryState;
  readonly filtered: boolean;
}

function Cards({ state, entries, connections, filtered }: CardsProps) {
  const cards = inTab(entries, connections, state);
  if (cards.length === 0) {
    const title = filtered ? 'Nothing matches your search' : `Nothing is ${LABELS[state].toLowerCase()}`;
    return (
      <EmptyState icon={PackageOpen} title={title}>
        {filtered ? 'Change the search or the tag.' : EMPTY[state]}
      </EmptyState>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      {cards.map(({ entry, connection }) =>
        connection === undefined ? (
          <EntryCard key={entry.id} entry={entry} connections={connections} />
        ) : (
          <ConnectionCard key={connection.id} entry={entry} connection={connection} />
        ),
      )}
    </SimpleGrid>
  );
}

interface Card {
  readonly entry: CatalogEntry;
  readonly connection?: Connection;
}

/** Cards of a tab: an installed entry shows one card for each connected tenant. */
function inTab(
  entries: readonly CatalogEntry[],
  connections: readonly Connection[],
  state: EntryState,
): readonly Card[] {
  return entries
    .filter((entry) => entry.state === state)
    .flatMap((entry): readonly Card[] => {
      const connected = connections.filter((connection) => connection.status === 'connected');
      if (state !== 'installed') return [{ entry }];
      return connected.map((connection) => ({ entry, connection }));
    });
}

function firstTab(entries: readonly CatalogEntry[]): EntryState {
  return TABS.find((state) => entries.some((entry) => entry.state === state)) ?? 'available';
}

function isFiltered({ q, tag }: IntegrationsSearch): boolean {
  return q !== undefined || tag !== undefined;
}

function matches({ catalog }: CatalogEntry, { q, tag }: IntegrationsSearch): boolean {
  const text = [catalog.name, catalog.family, catalog.category, catalog.description, ...catalog.tags].join(
    ' ',
  );
  const found = text.toLowerCase().includes((q ?? '').toLowerCase());
  return found && (tag === undefined || catalog.tags.includes(tag));
}

type Change = { readonly [Name in keyof IntegrationsSearch]?: IntegrationsSearch[Name] | undefined };

function useGo() {
  const navigate = useNavigate({ from: '/organization-settings/integrations' });
  return (change: Change): void => {
    void navigate({ search: (now) => compact({ ...now, ...change }), replace: true });
  };
}
