import { ColorSwatch, Group, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { count } from '../../design/format.js';

/** One line beside a picture: its colour, what it stands for, and how many. */
export interface LegendLine {
  readonly name: string;
  readonly value: number;
  readonly color: string;
}

interface LegendProps<Line extends LegendLine> {
  readonly lines: readonly Line[];
  /** The name of a line, as a link where one leads on. */
  readonly nameOf: (line: Line) => ReactNode;
}

/** Says in a table what a picture shows in colours. */
export function Legend<Line extends LegendLine>({ lines, nameOf }: LegendProps<Line>) {
  return (
    <Table verticalSpacing={6} withRowBorders={false}>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.name}>
            <Table.Td>
              <Group gap="xs" wrap="nowrap">
                <ColorSwatch
                  color={`var(--mantine-color-${line.color.replace('.', '-')})`}
                  size={10}
                  withShadow={false}
                  aria-hidden
                />
                {nameOf(line)}
              </Group>
            </Table.Td>
            <Table.Td ta="right" className="numeric">
              {count(line.value)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
