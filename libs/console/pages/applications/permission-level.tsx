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
/** Moves high risk ahead of all that is none. */
const HIGH_RISK_AHEAD = 10;

interface Judged {
  readonly level: PermissionLevel | null;
}

/** How much harm a permission can do; nothing where it is not judged. */
function LevelBadge({ level }: Judged) {
  if (level === null) return null;
  const { label, color } = LEVELS[level.level];
  const isMarked = level.highRisk && level.level !== 'takes-over-tenant';
  return (
    <Group gap={6}>
      {isMarked && <Badge color="red">High risk</Badge>}
      <Badge color={color}>{label}</Badge>
    </Group>
  );
}

/** The most harmful permissions first, those that are not judged last. */
export function worstFirst<Permission extends Judged>(
  permissions: readonly Permission[],
): readonly Permission[] {
  const rank = ({ level }: Judged): number =>
    level === null ? NOT_JUDGED : LEVELS[level.level].rank - (level.highRisk ? HIGH_RISK_AHEAD : 0);
  return [...permissions].sort((left, right) => rank(left) - rank(right));
}

/** Warns of permissions that whoever reviews applications must look at. */
export function HighRiskAlert({ permissions }: { readonly permissions: readonly Judged[] }) {
  const high = permissions.filter(({ level }) => level?.highRisk === true);
  if (high.length === 0) return null;
  const takesOver = high.filter(({ level }) => level?.level === 'takes-over-tenant').length;
  return (
    <Alert color="red" icon={<ShieldAlert aria-hidden />} title="High risk" role="note">
      <Text size="sm">
        {high.length === 1
          ? 'One permission of this application is'
          : `${count(high.length)} permissions of this application are`}{' '}
        of high risk: with them it reaches what belongs to others.
        {takesOver > 0 &&
          ` With ${count(takesOver)} of them, whoever controls the application can take over the tenant.`}
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
