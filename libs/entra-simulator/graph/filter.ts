import { text } from '#kernel/json.js';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { badRequest } from './errors.js';

/** A compiled `$filter`: whether an object matches, and whether it needs the advanced query capabilities. */
export interface Filter {
  readonly matches: (object: JsonObject) => boolean;
  readonly advanced: boolean;
}

type Test = (object: JsonObject) => boolean;

const TOKEN = /\s*('(?:[^']|'')*'|[A-Za-z_][\w./@]*:|[\w.\-:]+(?:\/[\w]+)*|[(),])/y;

/** Compiles the part of OData's filter language that the directory supports. @throws GraphFault 400 */
export function compileFilter(text: string): Filter {
  const parser = new FilterParser(tokenize(text));
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
  advanced = false;
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  end(): void {
    if (this.#at !== this.tokens.length) throw badRequest('Invalid filter clause');
  }

  expression(): Test {
    let left = this.conjunction();
    while (this.take('or')) {
      const [a, b] = [left, this.conjunction()];
      left = (object) => a(object) || b(object);
    }
    return left;
  }

  private conjunction(): Test {
    let left = this.term();
    while (this.take('and')) {
      const [a, b] = [left, this.term()];
      left = (object) => a(object) && b(object);
    }
    return left;
  }

  private term(): Test {
    if (this.take('not')) {
      this.advanced = true;
      const inner = this.term();
      return (object) => !inner(object);
    }
    if (this.take('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    const name = this.next();
    if (this.peek() === '(' && !name.endsWith('/any')) return this.call(name);
    if (name.endsWith('/any')) return this.any(name.slice(0, -'/any'.length));
    return this.comparison((object) => valueAt(object, name));
  }

  private call(name: string): Test {
    this.expect('(');
    const property = this.next();
    this.expect(',');
    const wanted = text(literal(this.next())).toLowerCase();
    this.expect(')');
    if (name === 'endswith' || name === 'endsWith') this.advanced = true;
    const value = (object: JsonObject): string => text(valueAt(object, property)).toLowerCase();
    if (name === 'startswith' || name === 'startsWith') return (object) => value(object).startsWith(wanted);
    if (name === 'endswith' || name === 'endsWith') return (object) => value(object).endsWith(wanted);
    throw badRequest(`Unsupported function: ${name}`);
  }

  private any(property: string): Test {
    this.expect('(');
    const variable = this.next().replace(/:$/, '');
    let element: Json = null;
    const inner = this.lambda(variable, () => element);
    this.expect(')');
    return (object) => {
      const list = valueAt(object, property);
      if (!Array.isArray(list)) return false;
      return list.some((item: Json) => {
        element = item;
        return inner(object);
      });
    };
  }

  private lambda(variable: string, element: () => Json): Test {
    const name = this.next();
    const at = (): Json =>
      name === variable ? element() : valueAt(element(), name.slice(variable.length + 1));
    let test = this.comparison(at);
    while (this.take('and')) {
      const [before, next] = [test, this.lambda(variable, element)];
      test = (object) => before(object) && next(object);
    }
    return test;
  }

  private comparison(read: (object: JsonObject) => Json): Test {
    const operator = this.next();
    if (operator === 'in') return this.membership(read);
    const wanted = literal(this.next());
    if (operator === 'ne') this.advanced = true;
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
