import { Alert, Badge, Group, Text, type MantineColor } from '@mantine/core';
import { ShieldAlert } from 'lucide-react';
import type { PermissionLevel } from '../../api/access-types.js';
import { count } from '../../design/format.js';

const LEVELS: Readonly<
  Record<
    PermissionLevel['level'],
    { readonly label: string; readonly color: MantineColor; readonly rank: number }
  >
> = {
  'takes-over-tenant': { label: 'Can take over the tenant', color: 'red', rank: 0 },
  writes: { label: 'Writes', color: 'orange', rank: 1 },
  reads: { label: 'Reads', color: 'gray', rank: 2 },
};
const NOT_JUDGED = 3;

interface Judged {
  readonly level: PermissionLevel | null;
}

/** How much harm a permission can do; nothing where it is not judged. */
export function LevelBadge({ level }: Judged) {
  if (level === null) return null;
  const { label, color } = LEVELS[level.level];
  return <Badge color={color}>{label}</Badge>;
}

/** The most harmful permissions first, those that are not judged last. */
export function worstFirst<Permission extends Judged>(
  permissions: readonly Permission[],
): readonly Permission[] {
  const rank = ({ level }: Judged): number => (level === null ? NOT_JUDGED : LEVELS[level.level].rank);
  return [...permissions].sort((left, right) => rank(left) - rank(right));
}

/** Warns where a permission can take over the tenant. */
export function TakeoverAlert({ permissions }: { readonly permissions: readonly Judged[] }) {
  const high = permissions.filter(({ level }) => level?.level === 'takes-over-tenant').length;
  if (high === 0) return null;
  return (
    <Alert color="red" icon={<ShieldAlert aria-hidden />} title="High risk" role="note">
      <Text size="sm">
        {high === 1 ? 'One permission' : `${count(high)} permissions`} of this application can take over the
        tenant: whoever controls the application can give themselves every other one.
      </Text>
    </Alert>
  );
}

/** One permission by its name, with the harm that it can do. */
export function PermissionLine({ permission, level }: Judged & { readonly permission: string | null }) {
  return (
    <Group gap="xs">
      <span className="mono">{permission ?? 'a permission whose name is not known'}</span>
      <LevelBadge level={level} />
    </Group>
  );
}
