import { Button, Checkbox, Group, Pill, Popover, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Columns3, Download } from 'lucide-react';
import { downloadCsv } from '../api/http.js';
import { ProblemAlert, problemOfError } from '../design/problem-alert.js';
import type { Column } from '../design/virtual-table.js';

/** One filter that is set. */
export interface ActiveFilter {
  readonly label: string;
  readonly onRemove: () => void;
}

/** Filters that are set, each with a way to take it off. */
export function FilterChips({ filters }: { readonly filters: readonly ActiveFilter[] }) {
  if (filters.length === 0) return null;
  return (
    <Pill.Group role="list" aria-label="Filters">
      {filters.map(({ label, onRemove }) => (
        <Pill
          key={label}
          role="listitem"
          withRemoveButton
          onRemove={onRemove}
          removeButtonProps={{
            'aria-label': `Remove the filter ${label}`,
            tabIndex: 0,
            'aria-hidden': false,
          }}
        >
          {label}
        </Pill>
      ))}
    </Pill.Group>
  );
}

interface ColumnChoiceProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly visible: readonly string[];
  readonly onChange: (visible: readonly string[]) => void;
}

/** Which columns a table shows; the first one always stays. */
export function ColumnChoice<Row>({ columns, visible, onChange }: ColumnChoiceProps<Row>) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<Columns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" role="group" aria-label="Columns">
          {columns.slice(1).map(({ id, header }) => (
            <Checkbox
              key={id}
              label={header}
              checked={visible.includes(id)}
              onChange={(event) => {
                onChange(
                  event.currentTarget.checked ? [...visible, id] : visible.filter((shown) => shown !== id),
                );
              }}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Downloads the list as it is filtered, from the first row to the last. */
export function CsvButton({ path }: { readonly path: string }) {
  const download = useMutation({ mutationFn: () => downloadCsv(path) });
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        loading={download.isPending}
        leftSection={<Download size={15} aria-hidden />}
        onClick={() => {
          download.mutate();
        }}
      >
        Download CSV
      </Button>
      {download.error !== null && <ProblemAlert problem={problemOfError(download.error)} />}
    </Group>
  );
}

/** Columns named in an address, or those shown at first. */
export function visibleColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: string | undefined,
): readonly string[] {
  if (chosen === undefined) return columns.filter(({ extra }) => extra !== true).map(({ id }) => id);
  const wanted = chosen.split(',');
  return columns.filter(({ id }, index) => index === 0 || wanted.includes(id)).map(({ id }) => id);
}
