import { lexRule, type Token } from './device-rule-lexer.js';

/** A parsed rule of the language for dynamic membership, over the attributes of a device. */
export type Rule =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Rule[] }
  | { readonly kind: 'not'; readonly part: Rule }
  | {
      readonly kind: 'compare';
      readonly attribute: string;
      readonly operator: Operator;
      readonly value: Value;
    }
  | {
      readonly kind: 'any' | 'all';
      readonly attribute: string;
      /** Compares one item of a collection, written `_`. */
      readonly item: Rule;
    };

/** What an attribute is compared with; null is the word `null`. */
export type Value = string | null | readonly string[];

const OPERATORS = [
  'eq',
  'ne',
  'startswith',
  'notstartswith',
  'endswith',
  'notendswith',
  'contains',
  'notcontains',
  'in',
  'notin',
  'match',
  'notmatch',
] as const;

/** A comparison, in lower case. */
export type Operator = (typeof OPERATORS)[number];

const ALIASES: Readonly<Record<string, Operator>> = {
  '==': 'eq',
  '!=': 'ne',
  equals: 'eq',
  notequals: 'ne',
};

/** Longest rule that Entra accepts, in characters. */
const RULE_LENGTH_MAX = 3072;
/** Deepest nesting that is read; Entra's rules are far flatter. */
const DEPTH_MAX = 100;

/**
 * Parses a rule: comparisons bind tightest, then `-not`, `-and`, `-or`; operators may be written with or without hyphen
 * and in any case (https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership). Undefined where the text is
 * no such rule.
 */
export function parseRule(text: string): Rule | undefined {
  const tokens = text.length > RULE_LENGTH_MAX ? undefined : lexRule(text);
  if (tokens === undefined) return undefined;
  const parser = new RuleParser(tokens);
  const rule = parser.or(0);
  return parser.isAtEnd ? rule : undefined;
}

class RuleParser {
  #next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#next === this.tokens.length;
  }

  or(depth: number): Rule | undefined {
    return this.#chain('or', () => this.#chain('and', () => this.#not(depth)));
  }

  #chain(word: 'and' | 'or', operand: () => Rule | undefined): Rule | undefined {
    const parts: (Rule | undefined)[] = [];
    do parts.push(operand());
    while (this.#skip(word));
    const known = parts.filter((part) => part !== undefined);
    if (known.length < parts.length) return undefined;
    return known.length === 1 ? known[0] : { kind: word, parts: known };
  }

  #not(depth: number): Rule | undefined {
    if (depth > DEPTH_MAX) return undefined;
    if (this.#skip('not')) {
      const part = this.#not(depth + 1);
      return part && { kind: 'not', part };
    }
    if (this.#skip('(')) {
      const inner = this.or(depth + 1);
      return this.#skip(')') ? inner : undefined;
    }
    return this.#comparison(depth);
  }

  #comparison(depth: number): Rule | undefined {
    const attribute = this.#take('word')?.toLowerCase();
    const word = this.#take('word')?.toLowerCase().replace(/^-/, '');
    if (attribute === undefined || word === undefined) return undefined;
    if (word === 'any' || word === 'all') return this.#quantified(word, attribute, depth);
    const operator = ALIASES[word] ?? OPERATORS.find((known) => known === word);
    const value = operator === undefined ? undefined : this.#value();
    if (operator === undefined || value === undefined) return undefined;
    return { kind: 'compare', attribute: attribute.replace(/^device\./, ''), operator, value };
  }

  #quantified(kind: 'any' | 'all', attribute: string, depth: number): Rule | undefined {
    if (!this.#skip('(')) return undefined;
    const item = this.or(depth + 1);
    if (item === undefined || !this.#skip(')')) return undefined;
    return { kind, attribute: attribute.replace(/^device\./, ''), item };
  }

  #value(): Value | undefined {
    if (this.#skip('[')) return this.#list();
    const quoted = this.#take('text');
    if (quoted !== undefined) return quoted;
    const word = this.#take('word');
    return word?.toLowerCase() === 'null' ? null : word;
  }

  #list(): readonly string[] | undefined {
    const items: string[] = [];
    while (!this.#skip(']')) {
      const item = this.#take('text') ?? this.#take('word');
      if (item === undefined) return undefined;
      items.push(item);
      this.#skip(',');
    }
    return items;
  }

  #take(kind: 'word' | 'text'): string | undefined {
    const token = this.tokens[this.#next];
    if (token?.kind !== kind) return undefined;
    this.#next += 1;
    return token.text;
  }

  /** Steps over a sign, or over a word of logic with or without hyphen. */
  #skip(expected: string): boolean {
    const token = this.tokens[this.#next];
    if (token === undefined || token.kind === 'text') return false;
    const text = token.kind === 'word' ? token.text.toLowerCase().replace(/^-/, '') : token.text;
    if (text !== expected) return false;
    this.#next += 1;
    return true;
  }
}
