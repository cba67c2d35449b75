import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import { certain, not, part, texts, type Match } from './match.js';

/** Raised for a rule that cannot be understood. */
export class DeviceRuleError extends Error {
  override readonly name = 'DeviceRuleError';
}

/** Whether a device meets the filter of a policy. @throws DeviceRuleError */
export function matchDevice(signIn: JsonObject, devices: JsonObject | undefined): Match {
  const filter = part(devices, 'deviceFilter');
  if (filter === undefined) return 'yes';
  const rule = compileRule(typeof filter['rule'] === 'string' ? filter['rule'] : '');
  const device = signIn['deviceInfo'];
  if (!isJsonObject(device)) return 'unknown';
  const meets = certain(rule(attributesOf(device)));
  return filter['mode'] === 'exclude' ? not(meets) : meets;
}

/** Attributes of a device by lower-case name; a device that is not registered has none of them. */
type Attributes = ReadonlyMap<string, Json>;

/** Some attributes have other names or words in filters than in requests. Extension attributes count for devices that are managed, compliant or joined to a directory on premises. Source: https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices */
function attributesOf(device: JsonObject): Attributes {
  const managed =
    device['isCompliant'] === true || isText(device['mdmAppId']) || device['trustType'] === 'ServerAD';
  const registered = isText(device['deviceId']) || isText(device['trustType']) || managed;
  const entries = Object.entries(device).filter(
    ([name]) => registered && (managed || !name.startsWith('extensionAttribute')),
  );
  const known = new Map<string, Json>(entries.map(([name, value]) => [name.toLowerCase(), value]));
  if (registered && !known.has('iscompliant')) known.set('iscompliant', false);
  const ownership = known.get('ownership');
  if (ownership !== undefined) known.set('deviceownership', ownership);
  if (known.get('trusttype') === 'EntraID') known.set('trusttype', 'AzureAD');
  return known;
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

type Rule = (attributes: Attributes) => boolean;

const TOKEN = /\s*("(?:[^"]|"")*"|-[A-Za-z]+|device\.[A-Za-z0-9]+|[A-Za-z]+|[()[\],])/y;

/** Positive operators; nothing is equal to what is not there, so that each one is false for it. */
const OPERATORS: Readonly<Record<string, (value: string, wanted: readonly string[]) => boolean>> = {
  eq: (value, [wanted = '']) => value === wanted,
  startswith: (value, [wanted = '']) => value.startsWith(wanted),
  endswith: (value, [wanted = '']) => value.endsWith(wanted),
  contains: (value, [wanted = '']) => value.includes(wanted),
  in: (value, wanted) => wanted.includes(value),
};

/** Operators that negate another; true for what is not there. */
const NEGATED: Readonly<Record<string, string>> = {
  ne: 'eq',
  notstartswith: 'startswith',
  notendswith: 'endswith',
  notcontains: 'contains',
  notin: 'in',
};

/** Compiles the language of device filters. @throws DeviceRuleError */
export function compileRule(rule: string): Rule {
  const parser = new RuleParser(tokenize(rule));
  const compiled = parser.either();
  parser.end();
  return compiled;
}

function tokenize(rule: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < rule.trimEnd().length) {
    const match = TOKEN.exec(rule);
    if (match?.[1] === undefined) throw new DeviceRuleError(`unreadable rule: ${rule}`);
    tokens.push(match[1]);
  }
  return tokens;
}

class RuleParser {
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  either(): Rule {
    let left = this.both();
    while (this.take('-or')) {
      const [a, b] = [left, this.both()];
      left = (device) => a(device) || b(device);
    }
    return left;
  }

  end(): void {
    if (this.#at !== this.tokens.length) throw new DeviceRuleError('the rule goes on where it should end');
  }

  private both(): Rule {
    let left = this.term();
    while (this.take('-and')) {
      const [a, b] = [left, this.term()];
      left = (device) => a(device) && b(device);
    }
    return left;
  }

  private term(): Rule {
    if (this.take('-not')) {
      const inner = this.term();
      return (device) => !inner(device);
    }
    if (this.take('(')) {
      const inner = this.either();
      if (!this.take(')')) throw new DeviceRuleError('a parenthesis is not closed');
      return inner;
    }
    return this.comparison();
  }

  private comparison(): Rule {
    const attribute = this.next()
      .replace(/^device\./i, '')
      .toLowerCase();
    const name = this.next().slice(1).toLowerCase();
    const positive = OPERATORS[NEGATED[name] ?? name];
    if (positive === undefined) throw new DeviceRuleError(`unknown operator: -${name}`);
    const wanted = this.values();
    const meets: Rule = (device) => valuesOf(device.get(attribute)).some((value) => positive(value, wanted));
    return NEGATED[name] === undefined ? meets : (device) => !meets(device);
  }

  private values(): readonly string[] {
    if (!this.take('[')) return [literal(this.next())];
    const values = [literal(this.next())];
    while (this.take(',')) values.push(literal(this.next()));
    if (!this.take(']')) throw new DeviceRuleError('a list is not closed');
    return values;
  }

  private take(token: string): boolean {
    if (this.tokens[this.#at]?.toLowerCase() !== token) return false;
    this.#at += 1;
    return true;
  }

  private next(): string {
    const token = this.tokens[this.#at];
    if (token === undefined) throw new DeviceRuleError('the rule ends too early');
    this.#at += 1;
    return token;
  }
}

function literal(token: string): string {
  return token.replace(/^"|"$/g, '').replaceAll('""', '"').toLowerCase();
}

function valuesOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return texts(value).map((item) => item.toLowerCase());
  return value === undefined || value === null
    ? []
    : [(typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase()];
}
