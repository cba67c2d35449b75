/** Names that may be shown of those that were asked for. */
export function restricted(
  names: readonly string[] | undefined,
  allowed: readonly string[] | undefined,
): readonly string[] | undefined {
  if (allowed === undefined) return names;
  return names === undefined ? allowed : names.filter((name) => allowed.includes(name));
}
