/** What an address holds before it was checked. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** A text of an address; numbers that the router read as such are texts too. */
export function textOf(search: RawSearch, name: string): string | undefined {
  const value = search[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** One of a few words, or undefined. */
export function wordOf<Word extends string>(
  search: RawSearch,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === textOf(search, name));
}

/** Tabs of the catalog. */
export const TABS = ['installed', 'available', 'coming_soon'] as const;

/** State of the integrations page; `connection` and `problem` come from Microsoft's redirect. */
export interface IntegrationsSearch {
  readonly tab?: (typeof TABS)[number];
  readonly q?: string;
  readonly tag?: string;
  readonly connection?: string;
  readonly problem?: string;
}

/** Reads the address of the integrations page. */
export function readIntegrationsSearch(search: RawSearch): IntegrationsSearch {
  return compact({
    tab: wordOf(search, 'tab', TABS),
    q: textOf(search, 'q'),
    tag: textOf(search, 'tag'),
    connection: textOf(search, 'connection'),
    problem: textOf(search, 'problem'),
  });
}

/** Where to go after the sign-in: an address of this console only. */
export function readSignInSearch(search: RawSearch): { readonly next?: string } {
  const next = textOf(search, 'next');
  return next !== undefined && /^\/(?![/\\])/.test(next) ? { next } : {};
}

/** The one-time token of a set-up link. */
export function readSetupSearch(search: RawSearch): { readonly token?: string } {
  return compact({ token: textOf(search, 'token') });
}

type Compact<Shape> = { readonly [Name in keyof Shape]?: Exclude<Shape[Name], undefined> };

/** Leaves out what has no value, so that addresses stay short. */
export function compact<Shape extends object>(shape: Shape): Compact<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as Compact<Shape>;
}
