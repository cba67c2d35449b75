const ISO_8601 =
  /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
/** Days of a year, month, week, day, hour, minute and second, as Graph's durations count them. */
const DAYS = [365, 30, 7, 1, 1 / 24, 1 / 1440, 1 / 86_400];

/** Days of an ISO 8601 duration; undefined for anything else. */
export function durationDays(text: string | undefined): number | undefined {
  const match: readonly (string | undefined)[] = ISO_8601.exec(text ?? '') ?? [];
  const parts = match.slice(1);
  if (parts.every((part) => part === undefined)) return undefined;
  return parts.reduce((days, part, index) => days + Number(part ?? 0) * (DAYS[index] ?? 0), 0);
}

/** Days of a duration that is written in whole days (`P180D`); undefined for anything else. */
export function wholeDays(text: string | undefined): number | undefined {
  const days = /^P(\d+)D$/.exec(text ?? '')?.[1];
  return days === undefined ? undefined : Number(days);
}
