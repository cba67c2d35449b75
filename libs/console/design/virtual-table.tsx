import { Group, Loader, Text } from '@mantine/core';
import {
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
  type RowData,
} from '@tanstack/react-table';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { count } from './format.js';
import { ProblemAlert, problemOfError } from './problem-alert.js';

const FEATURES = tableFeatures({ columnVisibilityFeature });
const ROW_HEIGHT = 44;
const OVERSCAN = 12;
/** Rows before the end of what is loaded at which the next page is asked for. */
const AHEAD = 30;

/** One column: what it shows and how much room it takes at least, in pixels. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  readonly cell: (row: Row) => ReactNode;
  /** Left out until it is chosen. */
  readonly extra?: boolean;
  /** Numbers, which are read from the right. */
  readonly numeric?: boolean;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** Ids of the columns to show. */
  readonly visible: readonly string[];
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** Why the next rows could not be read. */
  readonly error?: Error | null;
  readonly onMore: () => void;
}

/** A table that draws only the rows in sight and asks for more before the end is reached. */
export function VirtualTable<Row extends RowData>(props: VirtualTableProps<Row>) {
  const { label, rows, columns, visible, hasMore, loading, error = null, onMore } = props;
  const numeric = useMemo(
    () => new Set(columns.filter((column) => column.numeric === true).map(({ id }) => id)),
    [columns],
  );
  const place = useRef<HTMLDivElement>(null);
  const table = useRowModel(rows, columns, visible);
  const drawn = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: drawn.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const inSight = virtual.getVirtualItems();
  useMore(inSight.at(-1)?.index ?? 0, {
    loaded: drawn.length,
    hasMore: hasMore && error === null,
    loading,
    onMore,
  });
  return (
    <>
      <div
        ref={place}
        className="grid-table"
        role="table"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : drawn.length + 1}
        tabIndex={0}
        style={widths(columns, visible)}
      >
        <Head table={table} numeric={numeric} />
        <div className="body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {inSight.map((item) => {
            const row = drawn[item.index];
            return row === undefined ? null : (
              <Line key={row.id} table={table} row={row} item={item} numeric={numeric} />
            );
          })}
        </div>
      </div>
      {error !== null && <ProblemAlert problem={problemOfError(error)} onRetry={onMore} />}
      <Foot loaded={drawn.length} hasMore={hasMore} loading={loading} />
    </>
  );
}

type TableOf<Row extends RowData> = ReturnType<typeof useRowModel<Row>>;

interface HeadProps<Row extends RowData> {
  readonly table: TableOf<Row>;
  /** Ids of the columns that hold numbers. */
  readonly numeric: ReadonlySet<string>;
}

function Head<Row extends RowData>({ table, numeric }: HeadProps<Row>) {
  return (
    <div className="head" role="rowgroup">
      {table.getHeaderGroups().map((group) => (
        <div key={group.id} role="row" aria-rowindex={1}>
          {group.headers.map((header) => (
            <div
              key={header.id}
              role="columnheader"
              className={numeric.has(header.column.id) ? 'numeric' : undefined}
            >
              <table.FlexRender header={header} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

interface LineProps<Row extends RowData> extends HeadProps<Row> {
  readonly row: ReturnType<TableOf<Row>['getRowModel']>['rows'][number];
  readonly item: VirtualItem;
}

function Line<Row extends RowData>({ table, row, item, numeric }: LineProps<Row>) {
  return (
    <div role="row" aria-rowindex={item.index + 2} style={{ transform: `translateY(${item.start}px)` }}>
      {row.getVisibleCells().map((cell) => (
        <div key={cell.id} role="cell" className={numeric.has(cell.column.id) ? 'numeric' : undefined}>
          <table.FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}

function useRowModel<Row extends RowData>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  visible: readonly string[],
) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof FEATURES, Row>();
    return helper.columns(
      columns.map(({ id, header, cell }) =>
        helper.display({ id, header, cell: ({ row }) => cell(row.original) }),
      ),
    );
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id }) => [id, visible.includes(id)])),
    [columns, visible],
  );
  return useTable({
    features: FEATURES,
    data: rows,
    columns: definitions,
    state: { columnVisibility },
  });
}

function useMore(
  last: number,
  more: {
    readonly loaded: number;
    readonly hasMore: boolean;
    readonly loading: boolean;
    readonly onMore: () => void;
  },
): void {
  const { loaded, hasMore, loading, onMore } = more;
  const wanted = hasMore && !loading && last >= loaded - AHEAD;
  useEffect(() => {
    if (wanted) onMore();
  }, [wanted, onMore, loaded]);
}

function widths<Row>(columns: readonly Column<Row>[], visible: readonly string[]): CSSProperties {
  const shown = columns.filter(({ id }) => visible.includes(id));
  const least = shown.reduce((sum, { width }) => sum + width, 0);
  return {
    '--columns': shown.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' '),
    '--least': `${least}px`,
  } as CSSProperties;
}

interface FootProps {
  readonly loaded: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
}

function Foot({ loaded, hasMore, loading }: FootProps) {
  return (
    <Group gap="xs" mt="xs" h={20}>
      {loading && <Loader size={14} aria-hidden />}
      <Text size="xs" c="dimmed" role="status" className="numeric">
        {hasMore
          ? `${count(loaded)} rows loaded; scroll for more`
          : `${count(loaded)} ${loaded === 1 ? 'row' : 'rows'}`}
      </Text>
    </Group>
  );
}
