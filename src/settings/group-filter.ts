/** One comparison of a group's name. */
export interface NameTest {
  readonly kind: 'startswith' | 'eq';
  readonly value: string;
}

/** Which groups views show: any of the comparisons holds. */
export type GroupFilter = readonly NameTest[];

const TERMS_MAX = 20;
const TERM =
  /^\s*(?:startswith\(\s*displayName\s*,\s*'(?<prefix>(?:[^']|'')*)'\s*\)|displayName\s+eq\s+'(?<name>(?:[^']|'')*)')\s*$/i;

/**
 * Parses `startswith(displayName,'A') or displayName eq 'B'`, the part of OData that the setting allows.
 * Comparisons ignore case, as Graph's do. Undefined when the text is anything else.
 */
export function parseGroupFilter(text: string): GroupFilter | undefined {
  const terms = splitOr(text);
  if (terms.length > TERMS_MAX) return undefined;
  const tests = terms.map(parseTerm);
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

function parseTerm(term: string): NameTest | undefined {
  const groups = TERM.exec(term)?.groups;
  const value = groups?.['prefix'] ?? groups?.['name'];
  if (value === undefined) return undefined;
  return { kind: groups?.['prefix'] === undefined ? 'eq' : 'startswith', value: value.replaceAll("''", "'") };
}

/** Splits at `or` outside of quotes. */
function splitOr(text: string): readonly string[] {
  const terms: string[] = [];
  let term = '';
  let quoted = false;
  for (const part of text.split(/('|\s+or\s+)/i)) {
    if (part === "'") quoted = !quoted;
    if (!quoted && /^\s+or\s+$/i.test(part)) {
      terms.push(term);
      term = '';
    } else term += part;
  }
  return [...terms, term];
}
