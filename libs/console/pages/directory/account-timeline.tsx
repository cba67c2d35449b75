import { Badge, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useMemo } from 'react';
import { BASE, withQuery } from '../../api/http.js';
import { TIMELINE_CATEGORIES, type TimelineAuthor, type TimelineEntry } from '../../api/timeline-types.js';
import { readAccountSearch } from '../../app/search/directory-search.js';
import { compact } from '../../app/search/page-search.js';
import { dateTime, words } from '../../design/format.js';
import { unknownInWords } from '../../design/known.js';
import { AnchorLink } from '../../design/links.js';
import { When } from '../../design/time.js';
import type { Column } from '../../design/virtual-table.js';
import { filtersOf, type Filter, type Go } from '../../lists/filters.js';
import { ListFrame } from '../../lists/list-frame.js';
import { leadOf, tailOf } from './timeline-words.js';

interface AccountTimelineProps {
  readonly connectionId: string;
  readonly objectId: string;
  readonly asOf: string | undefined;
}

const CATEGORIES: Readonly<Record<(typeof TIMELINE_CATEGORIES)[number], string>> = {
  identity: 'Identity and status',
  membership: 'Groups',
  ownership: 'Ownership of groups',
  role: 'Directory roles',
  application: 'Applications',
  consent: 'Consent',
};

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'category',
    label: 'About',
    widthPx: 180,
    options: TIMELINE_CATEGORIES.map((value) => ({ value, label: CATEGORIES[value] })),
  },
];

const NOTHING = {
  icon: History,
  rows: 'changes',
  none: 'Nothing has changed since this account was first read.',
};

/** What happened to an account, newest first, and who did it where Microsoft's audit log says so. */
export function AccountTimeline({ connectionId, objectId, asOf }: AccountTimelineProps) {
  const search = useSearch({ from: '/app/directory/$connectionId/accounts/$objectId' });
  const navigate = useNavigate({ from: '/directory/$connectionId/accounts/$objectId' });
  const go: Go = (change) => {
    void navigate({
      search: (now) => readAccountSearch({ ...now, ...change }),
      replace: true,
      resetScroll: false,
    });
  };
  const columns = useMemo(() => timelineColumns(connectionId, asOf), [connectionId, asOf]);
  return (
    <ListFrame
      label="Timeline of the account"
      path={withQuery(`${BASE}/connections/${connectionId}/accounts/${objectId}/timeline`, {
        asOf,
        ...filtersOf(FILTERS, { ...search }),
      })}
      columns={columns}
      nothing={NOTHING}
      note={
        <Text size="sm" c="dimmed">
          Each change by the sync that showed it; it happened between the sync before and that one.
        </Text>
      }
      state={{ filters: FILTERS, search: { ...search }, go }}
      section={{ id: 'timeline', title: 'Timeline' }}
    />
  );
}

function timelineColumns(connectionId: string, asOf: string | undefined): readonly Column<TimelineEntry>[] {
  return [
    { id: 'at', header: 'Seen', width: 170, cell: (entry) => <Seen entry={entry} /> },
    {
      id: 'what',
      header: 'What happened',
      width: 420,
      cell: (entry) => <What entry={entry} connectionId={connectionId} asOf={asOf} />,
    },
    { id: 'by', header: 'By whom', width: 240, cell: (entry) => <By entry={entry} /> },
    {
      id: 'phase',
      header: 'Kind',
      width: 110,
      cell: ({ phase }) => <Badge color="gray">{words(phase)}</Badge>,
    },
    {
      id: 'revision',
      header: 'Revision',
      width: 100,
      numeric: true,
      extra: true,
      cell: ({ revision }) => revision,
    },
  ];
}

function Seen({ entry: { at, notBefore } }: { readonly entry: TimelineEntry }) {
  const between = notBefore === null ? undefined : `Between ${dateTime(notBefore)} and ${dateTime(at)}`;
  return (
    <span title={between}>
      <When at={at} />
    </span>
  );
}

interface WhatProps {
  readonly entry: TimelineEntry;
  readonly connectionId: string;
  readonly asOf: string | undefined;
}

function What({ entry, connectionId, asOf }: WhatProps) {
  const { subject } = entry;
  const [lead, tail] = [leadOf(entry), tailOf(entry)];
  const name = subject?.displayName ?? subject?.id ?? '';
  return (
    <span title={`${lead} ${name} ${tail}`.trim()}>
      {lead} <Subject subject={subject} connectionId={connectionId} asOf={asOf} /> {tail}
    </span>
  );
}

function Subject({ subject, connectionId, asOf }: Omit<WhatProps, 'entry'> & Pick<TimelineEntry, 'subject'>) {
  if (subject === null) return null;
  const { type, id, displayName } = subject;
  const params = { connectionId, objectId: id };
  switch (type) {
    case 'group':
      return (
        <AnchorLink to="/directory/$connectionId/groups/$objectId" params={params} search={compact({ asOf })}>
          {displayName ?? id}
        </AnchorLink>
      );
    case 'servicePrincipal':
      return (
        <AnchorLink to="/applications/$connectionId/$objectId" params={params}>
          {displayName ?? id}
        </AnchorLink>
      );
    case 'role':
      return <strong>{displayName ?? id}</strong>;
  }
}

function By({ entry: { by, kind } }: { readonly entry: TimelineEntry }) {
  if (kind === 'first-read') return <>–</>;
  if (by.kind === 'unknown') {
    const why = unknownInWords(by.reason);
    return <span title={why}>{why}</span>;
  }
  const { activity, at } = by.value;
  return (
    <span title={`${activity}, ${dateTime(at)}`}>
      {nameOf(by.value)}, <When at={at} />
    </span>
  );
}

function nameOf({ displayName, userPrincipalName, id, type }: TimelineAuthor): string {
  const name = displayName ?? userPrincipalName ?? id ?? 'Somebody';
  return type === 'application' ? `${name} (application)` : name;
}
