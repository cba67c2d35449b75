import { Badge, Group, Text } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import type { Related } from '../../api/types.js';

/** Names of the rows of a list, by which paths are written. */
export function namesOf(rows: readonly Related[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, displayName }) => [id, displayName ?? id]));
}

interface MembershipPathProps {
  readonly related: Pick<Related, 'direct' | 'path'>;
  readonly names: ReadonlyMap<string, string>;
}

/** Direct, or the groups through which membership passes on. */
export function MembershipPath({ related: { direct, path }, names }: MembershipPathProps) {
  if (direct) return <Badge>Direct</Badge>;
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" c="dimmed">
        through
      </Text>
      {path.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && <ChevronRight size={13} aria-hidden />}
          <Text size="sm">{names.get(id) ?? id}</Text>
        </Fragment>
      ))}
    </Group>
  );
}
