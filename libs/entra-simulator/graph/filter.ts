import { text } from '#kernel/json.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { badRequest, unsupportedQuery, type GraphFault } from './errors.js';

/** A compiled `$filter`: whether an object matches, and the operator that needs the advanced query capabilities. */
export interface Filter {
  readonly matches: (object: JsonObject) => boolean;
  readonly advanced: string | undefined;
}

type Test = (object: JsonObject) => boolean;

const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z_][\w./@]*:|[\w.\-:]+(?:\/\$?[\w]+)*|[(),])/y;

/** Lists of which `/$count` can be asked. Source: https://learn.microsoft.com/graph/aad-advanced-queries */
const COUNTABLE: ReadonlySet<string> = new Set([
  'assignedLicenses',
  'businessPhones',
  'otherMails',
  'proxyAddresses',
]);

/** Counts what a relation leads to; undefined for what is no relation. */
export type CountRelation = (name: string) => ((object: JsonObject) => number) | undefined;

/** Compiles the part of OData's filter language that the directory supports. @throws GraphFault 400 */
export function compileFilter(text: string, countRelation: CountRelation = () => undefined): Filter {
  const parser = new FilterParser(tokenize(text), countRelation);
  const matches = parser.expression();
  parser.end();
  return { matches, advanced: parser.advanced };
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) throw badRequest(`Invalid filter clause: ${text}`);
    tokens.push(match[1]);
  }
  return tokens;
}

class FilterParser {
  advanced: string | undefined;
  #at = 0;
  /** Variable of the lambda that is being read, and the element that it stands for. */
  #variable: { readonly name: string; element: Json } | undefined;

  constructor(
    private readonly tokens: readonly string[],
    private readonly countRelation: CountRelation,
  ) {}

  end(): void {
    if (this.#at !== this.tokens.length) throw badRequest('Invalid filter clause');
  }

  expression(): Test {
    let left = this.conjunction();
    while (this.takeWord('or')) {
      const [a, b] = [left, this.conjunction()];
      left = (object) => a(object) || b(object);
    }
    return left;
  }

  private conjunction(): Test {
    let left = this.term();
    while (this.takeWord('and')) {
      const [a, b] = [left, this.term()];
      left = (object) => a(object) && b(object);
    }
    return left;
  }

  private term(): Test {
    if (this.takeWord('not')) {
      this.advanced ??= 'not';
      const inner = this.term();
      return (object) => !inner(object);
    }
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const name = this.next();
    if (name.endsWith('/any')) return this.any(name.slice(0, -'/any'.length));
    if (this.peek() === '(') return this.call(name);
    return this.comparison(this.reader(name));
  }

  /** How to read a property of the object, or of the element of a list. */
  private reader(path: string): (object: JsonObject) => Json {
    const variable = this.#variable;
    if (path === variable?.name) return () => variable.element;
    if (variable !== undefined && path.startsWith(`${variable.name}/`)) {
      const inner = path.slice(variable.name.length + 1);
      return () => valueAt(variable.element, inner);
    }
    return path.endsWith('/$count')
      ? this.counter(path.slice(0, -'/$count'.length))
      : (object) => valueAt(object, path);
  }

  private counter(property: string): (object: JsonObject) => Json {
    this.advanced ??= '$count';
    const related = this.countRelation(property);
    if (related !== undefined) return related;
    if (!COUNTABLE.has(property)) throw unsupportedClause(property);
    return (object) => {
      const list = valueAt(object, property);
      return Array.isArray(list) ? list.length : 0;
    };
  }

  private call(name: string): Test {
    this.expect('(');
    const read = this.reader(this.next());
    this.expect(',');
    const wanted = text(literal(this.next())).toLowerCase();
    this.expect(')');
    const value = (object: JsonObject): string => text(read(object)).toLowerCase();
    if (name.toLowerCase() === 'startswith') return (object) => value(object).startsWith(wanted);
    if (name.toLowerCase() !== 'endswith') throw badRequest(`Unsupported function: ${name}`);
    this.advanced ??= 'endsWith';
    return (object) => value(object).endsWith(wanted);
  }

  private any(property: string): Test {
    this.expect('(');
    const variable = { name: this.next().replace(/:$/, ''), element: null as Json };
    this.#variable = variable;
    const inner = this.expression();
    this.#variable = undefined;
    this.expect(')');
    return (object) => {
      const list = valueAt(object, property);
      if (!Array.isArray(list)) return false;
      return list.some((item: Json) => {
        variable.element = item;
        return inner(object);
      });
    };
  }

  private comparison(read: (object: JsonObject) => Json): Test {
    const operator = this.next().toLowerCase();
    if (operator === 'in') return this.membership(read);
    const wanted = literal(this.next());
    if (operator === 'ne') this.advanced ??= 'ne';
    switch (operator) {
      case 'eq':
        return (object) => equals(read(object), wanted);
      case 'ne':
        return (object) => !equals(read(object), wanted);
      case 'ge':
        return (object) => compare(read(object), wanted) >= 0;
      case 'le':
        return (object) => compare(read(object), wanted) <= 0;
      case 'gt':
        return (object) => compare(read(object), wanted) > 0;
      case 'lt':
        return (object) => compare(read(object), wanted) < 0;
      default:
        throw badRequest(`Invalid filter clause: unexpected ${operator}`);
    }
  }

  private membership(read: (object: JsonObject) => Json): Test {
    this.expect('(');
    const wanted = [literal(this.next())];
    while (this.take(',')) wanted.push(literal(this.next()));
    this.expect(')');
    return (object) => wanted.some((value) => equals(read(object), value));
  }

  private peek(): string | undefined {
    return this.tokens[this.#at];
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  /** A word of the language, in any case: the documentation writes `NOT` too. */
  private takeWord(word: string): boolean {
    if (this.peek()?.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw badRequest(`Invalid filter clause: expected ${token}`);
  }

  private next(): string {
    const token = this.peek();
    if (token === undefined) throw badRequest('Invalid filter clause: it ends too early');
    this.#at += 1;
    return token;
  }
}

/** Source: what public clients of Graph report for filters on what cannot be filtered. */
function unsupportedClause(property: string): GraphFault {
  return unsupportedQuery(`Unsupported or invalid query filter clause specified for property '${property}'.`);
}

function literal(token: string): Json {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  if (token === 'null') return null;
  return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token;
}

function valueAt(value: Json, path: string): Json {
  return path.split('/').reduce<Json>((at, name) => (isJsonObject(at) ? (at[name] ?? null) : null), value);
}

function equals(value: Json, wanted: Json): boolean {
  if (typeof value === 'string' && typeof wanted === 'string')
    return value.toLowerCase() === wanted.toLowerCase();
  return value === wanted;
}

/** A value that is not there is neither less nor greater. */
function compare(value: Json, wanted: Json): number {
  if (value === null || wanted === null || typeof value !== typeof wanted) return Number.NaN;
  return value < wanted ? -1 : value > wanted ? 1 : 0;
}
