import { Badge, Group } from '@mantine/core';
import type { GraphObject } from '../../api/policy-types.js';
import { When } from '../../design/time.js';
import { useNow } from '../../design/use-now.js';
import { credentialsOf, endingOf } from './credentials-of.js';

/** When the next secret or certificate ends, and how many have; absent properties are unknown. */
export function Credentials({ of: object }: { readonly of: GraphObject }) {
  const now = useNow();
  const credentials = credentialsOf(object);
  if (credentials === undefined) return <>–</>;
  if (credentials.length === 0) return <>None</>;
  const ended = credentials.filter(({ endAt }) => endingOf(endAt, now) === 'ended').length;
  const next = credentials.find(
    ({ endAt }) => endAt !== undefined && endingOf(endAt, now) !== 'ended',
  )?.endAt;
  return (
    <Group gap="xs" wrap="nowrap">
      {next !== undefined && (
        <span>
          next ends <When at={next} />
        </span>
      )}
      {next !== undefined && endingOf(next, now) === 'soon' && <Badge color="yellow">Soon</Badge>}
      {ended > 0 && <Badge color="red">{ended} ended</Badge>}
    </Group>
  );
}
