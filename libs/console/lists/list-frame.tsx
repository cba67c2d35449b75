import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { RowData } from '@tanstack/react-table';
import { CircleHelp, SearchX, type LucideIcon } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { Gap } from '../api/access-types.js';
import type { ListPage, Provenance } from '../api/types.js';
import { EmptyState } from '../design/empty-state.js';
import { GapsNotice } from '../design/gaps-notice.js';
import { Loaded } from '../design/loaded.js';
import { ProvenanceLine } from '../design/provenance-line.js';
import { VirtualTable, type Column } from '../design/virtual-table.js';
import { activeFilters, FilterBar, type Filter, type Go, type ListSearch } from './filters.js';
import { ColumnChoice, CsvButton, FilterChips, visibleColumns } from './list-tools.js';
import { useList } from './use-list.js';

/** What is said where a list has no row. */
export interface Nothing {
  readonly icon: LucideIcon;
  /** What the rows are, in the plural: `accounts`. */
  readonly rows: string;
  /** What it means that a complete reading found none. */
  readonly none: string;
  /** What else may hide rows, besides the filters. */
  readonly hint?: string;
}

interface ListFrameProps<Row> {
  /** Names the table for who cannot see it. */
  readonly label: string;
  /** Address of the list with its filters. */
  readonly path: string;
  /** The columns, or how they follow from the rows that are there (keep the function itself the same). */
  readonly columns: readonly Column<Row>[] | ((rows: readonly Row[]) => readonly Column<Row>[]);
  readonly nothing: Nothing;
  /** Filters and columns as the address has them; without them the list has neither. */
  readonly state?: {
    readonly filters: readonly Filter[];
    readonly search: ListSearch;
    readonly go: Go;
  };
  /** What else can be chosen or done. */
  readonly tools?: ReactNode;
  /** Says what is shown, above the table. */
  readonly note?: ReactNode;
  /** Makes the list a section of a page about something else. */
  readonly section?: { readonly id: string; readonly title: string };
}

/**
 * Every list of the console: filters, chips, columns and CSV above, revision and gaps, the rows, and what is said where
 * there is none.
 */
export function ListFrame<Row extends RowData>(props: ListFrameProps<Row>) {
  const { path, state, tools, note, section } = props;
  const list = useList<Row>(path);
  const columns = useColumns(props.columns, list.rows);
  const shown = state?.search['columns'];
  const visible = useMemo(() => visibleColumns(columns, shown), [columns, shown]);
  const actions = (
    <Group gap="xs">
      {tools}
      {state !== undefined && (
        <ColumnChoice
          columns={columns}
          visible={visible}
          onChange={(chosen) => {
            state.go({ columns: chosen.join(',') });
          }}
        />
      )}
      <CsvButton path={path} />
    </Group>
  );
  const body = <Body {...props} list={list} columns={columns} visible={visible} />;
  if (section === undefined)
    return (
      <>
        <Controls state={state} note={note} actions={actions} />
        {body}
      </>
    );
  return (
    <Paper component="section" aria-labelledby={section.id}>
      <Group justify="space-between" mb="sm">
        <Title order={2} id={section.id}>
          {section.title}
        </Title>
        {actions}
      </Group>
      <Controls state={state} note={note} />
      {body}
    </Paper>
  );
}

interface ControlsProps {
  readonly state: ListFrameProps<never>['state'];
  readonly note: ReactNode;
  readonly actions?: ReactNode;
}

function Controls({ state, note, actions }: ControlsProps) {
  return (
    <Stack gap="sm" mb="sm">
      <Group justify="space-between" align="flex-end">
        {state === undefined ? <span /> : <FilterBar {...state} />}
        {actions}
      </Group>
      {state !== undefined && <FilterChips filters={activeFilters(state.filters, state.search, state.go)} />}
      {note}
    </Stack>
  );
}

function useColumns<Row>(
  columns: ListFrameProps<Row>['columns'],
  rows: readonly Row[],
): readonly Column<Row>[] {
  return useMemo(() => (typeof columns === 'function' ? columns(rows) : columns), [columns, rows]);
}

interface BodyProps<Row> extends ListFrameProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly list: ReturnType<typeof useList<Row>>;
  readonly visible: readonly string[];
}

function Body<Row extends RowData>({
  list,
  visible,
  label,
  columns,
  nothing,
  state,
  section,
}: BodyProps<Row>) {
  const { provenance, query } = list;
  const gaps = (provenance as { readonly gaps?: readonly Gap[] } | undefined)?.gaps;
  return (
    <>
      {provenance !== undefined && (section === undefined || provenance.completeness !== 'complete') && (
        <ProvenanceLine provenance={provenance} />
      )}
      <EvaluatedNotice provenance={provenance} />
      <GapsNotice gaps={gaps} />
      <Loaded query={query} lines={[section === undefined ? 420 : 160]}>
        {() =>
          list.rows.length === 0 ? (
            <NoRow
              nothing={nothing}
              state={state}
              isKnown={provenance?.completeness === 'complete'}
              isSection={section !== undefined}
            />
          ) : (
            <VirtualTable
              label={label}
              rows={list.rows}
              columns={columns}
              visible={visible}
              hasMore={query.hasNextPage}
              loading={query.isFetching}
              error={query.error}
              onMore={list.more}
            />
          )
        }
      </Loaded>
    </>
  );
}

/** Says that a list shows the evaluation of an earlier revision. */
function EvaluatedNotice({ provenance }: { readonly provenance: ListPage<unknown> | undefined }) {
  const { revision, evaluatedRevision } = (provenance ?? {}) as Partial<Provenance> & {
    readonly evaluatedRevision?: number;
  };
  if (revision === undefined || evaluatedRevision === undefined || evaluatedRevision >= revision) return null;
  return (
    <Alert color="yellow" icon={<CircleHelp aria-hidden />} role="note" mb="sm" py="xs">
      <Text size="sm">
        Revision {revision} is still being evaluated; what follows is of revision {evaluatedRevision}.
      </Text>
    </Alert>
  );
}

interface NoRowProps {
  readonly nothing: Nothing;
  readonly state: ListFrameProps<never>['state'];
  readonly isKnown: boolean;
  readonly isSection: boolean;
}

function NoRow({ nothing, state, isKnown, isSection }: NoRowProps) {
  const { icon, rows, none, hint } = nothing;
  const set = (state?.filters ?? []).filter(({ name }) => state?.search[name] !== undefined);
  if (isSection) {
    const known = set.length === 0 ? none : `No ${rows} match; change or remove a filter.`;
    return <Text size="sm">{isKnown ? known : unknownOf(rows)}</Text>;
  }
  if (state === undefined || set.length === 0)
    return (
      <EmptyState icon={icon} title={isKnown ? `No ${rows}` : `Unknown ${rows}`}>
        {[isKnown ? none : unknownOf(rows), hint].join(' ')}
      </EmptyState>
    );
  const clear = (
    <Button
      variant="default"
      size="xs"
      onClick={() => {
        state.go(Object.fromEntries(set.map(({ name }) => [name, undefined])));
      }}
    >
      Remove all filters
    </Button>
  );
  return (
    <EmptyState icon={SearchX} title={`No ${rows} match`} action={clear}>
      {[isKnown ? 'Change or remove a filter.' : unknownOf(rows), hint].join(' ')}
    </EmptyState>
  );
}

function unknownOf(rows: string): string {
  return `Not all ${rows} could be read in this revision; that is not the same as having none.`;
}
