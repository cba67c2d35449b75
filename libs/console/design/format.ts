const NUMBER = new Intl.NumberFormat(undefined);
const DATE_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const MINUTE_MS = 60_000;
/** What happened within a step of the console's clock is not in the future. */
const CLOCK_STEP_MS = 25_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A whole number with the reader's separators. */
export function count(value: number): string {
  return NUMBER.format(value);
}

/** An instant in the reader's zone and language. */
export function dateTime(at: string): string {
  return DATE_TIME.format(new Date(at));
}

/** The day of an instant in the reader's zone and language. */
export function day(at: string): string {
  return DAY.format(new Date(at));
}

/** An interval in the reader's zone and language, the day only once where both ends share it. */
export function interval(from: string, to: string): string {
  return DATE_TIME.formatRange(new Date(from), new Date(to));
}

/** How long ago, or in how long, an instant is. */
export function relative(at: string, nowMs: number): string {
  const distance = Date.parse(at) - nowMs;
  const size = Math.abs(distance);
  if (size < MINUTE_MS) return distance < CLOCK_STEP_MS ? 'just now' : 'in less than a minute';
  if (size < HOUR_MS) return RELATIVE.format(Math.round(distance / MINUTE_MS), 'minute');
  if (size < DAY_MS) return RELATIVE.format(Math.round(distance / HOUR_MS), 'hour');
  return RELATIVE.format(Math.round(distance / DAY_MS), 'day');
}

/** A duration in the two largest units that matter. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 1) return '< 1 s';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

const INSTANTS = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;

/** Puts the instants that a text holds (RFC 3339, UTC) into the reader's zone. */
export function withLocalTimes(text: string): string {
  return text.replace(INSTANTS, dateTime);
}

const ABBREVIATIONS = /\b(mfa|api|id|sso)\b/gi;

/** A machine's word for a person: `user_access_review` becomes "User access review". */
export function words(text: string): string {
  const spaced = text
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(ABBREVIATIONS, (abbreviation) => abbreviation.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
