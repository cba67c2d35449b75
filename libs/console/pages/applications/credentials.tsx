import { Badge, Group } from '@mantine/core';
import type { GraphObject } from '../../api/policy-types.js';
import { When } from '../../design/time.js';
import { useNow } from '../../design/use-now.js';

/** Credentials that end within this time are marked: 30 days. */
const SOON_MS = 30 * 24 * 3_600_000;

/** How many secrets and certificates there are, and when the next one ends; absent properties are unknown. */
export function Credentials({ of: object }: { readonly of: GraphObject }) {
  const now = useNow();
  const lists = [object['passwordCredentials'], object['keyCredentials']];
  const ends = lists.flatMap(endsOf).sort();
  if (ends.length === 0) {
    const isKnown = lists.some(Array.isArray);
    return <>{isKnown ? 'None' : '–'}</>;
  }
  const ended = ends.filter((end) => Date.parse(end) <= now).length;
  const next = ends.find((end) => Date.parse(end) > now);
  const isSoon = next !== undefined && Date.parse(next) - now < SOON_MS;
  return (
    <Group gap="xs" wrap="nowrap">
      {next !== undefined && (
        <span>
          next ends <When at={next} />
        </span>
      )}
      {isSoon && <Badge color="yellow">Soon</Badge>}
      {ended > 0 && <Badge color="red">{ended} ended</Badge>}
    </Group>
  );
}

function endsOf(credentials: unknown): readonly string[] {
  if (!Array.isArray(credentials)) return [];
  return credentials.flatMap((credential: unknown) => {
    const end = (credential as { readonly endDateTime?: unknown } | null)?.endDateTime;
    return typeof end === 'string' ? [end] : [];
  });
}
