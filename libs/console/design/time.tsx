import { Tooltip } from '@mantine/core';
import { useNow } from './use-now.js';
import { dateTime, day, relative } from './format.js';

/** An instant relative to now, with the exact time in the reader's zone at hand. */
export function Ago({
  at,
  none = 'never',
}: {
  readonly at: string | null | undefined;
  readonly none?: string;
}) {
  const now = useNow();
  if (at === null || at === undefined) return <span>{none}</span>;
  return (
    <Tooltip label={dateTime(at)}>
      <time dateTime={at}>{relative(at, now)}</time>
    </Tooltip>
  );
}

/** An instant in the reader's zone. */
export function When({ at, none = '–' }: { readonly at: string | null | undefined; readonly none?: string }) {
  if (at === null || at === undefined) return <span>{none}</span>;
  return <time dateTime={at}>{dateTime(at)}</time>;
}

/** The day of an instant in the reader's zone; its title has the time. */
export function Day({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={dateTime(at)}>
      {day(at)}
    </time>
  );
}
