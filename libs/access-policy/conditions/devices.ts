import type { Device } from '../evaluation/sign-in.js';
import { allOf, anyOf, NO, not, truthOf, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { Policy } from '../model/policy.js';
import { doubtful, matched, type Condition } from './condition.js';
import { matchesPattern } from './device-pattern.js';
import { parseRule, type Operator, type Rule, type Value } from './device-rule.js';

const words = (list: string): readonly string[] => list.split(' ');

/** Attributes that Entra documents for filters, in lower case. */
const ATTRIBUTES = new Set([
  ...words(
    'deviceid displayname deviceownership enrollmentprofilename iscompliant manufacturer mdmappid model',
  ),
  ...words('operatingsystem operatingsystemversion physicalids profiletype systemlabels trusttype'),
  ...Array.from({ length: 15 }, (_, index) => `extensionattribute${index + 1}`),
]);

/** Names under which What If knows the same attribute. */
const SAME: Readonly<Record<string, string>> = { deviceownership: 'ownership' };

/**
 * Filter for devices. For a device that is not registered every attribute is null: positive operators are false, negative
 * ones true. Extension attributes count only for devices that are managed, compliant or hybrid joined
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices).
 */
export function compileDevices(policy: Policy): Condition | undefined {
  const filter = policy.conditions.deviceFilter;
  const applies = compileFilter(policy);
  if (applies === undefined) return undefined;
  const rule = filter === undefined ? undefined : parseRule(filter.rule);
  return ({ device }) => applies(rule === undefined ? UNKNOWN : ruleHolds(rule, device));
}

/** Whether a policy applies, given whether the rule of its filter holds; undefined where it has no filter. */
export function compileFilter(policy: Policy): ((holds: Truth) => Truth) | undefined {
  const filter = policy.conditions.deviceFilter;
  const doubts = doubtful(policy, 'devices');
  if (filter === undefined) return doubts.all ? () => UNKNOWN : undefined;
  return (holds) => (filter.mode === 'exclude' ? matched(YES, holds, doubts) : matched(holds, NO, doubts));
}

/** Whether a rule holds for a device; undefined is a device that is not registered. */
export function ruleHolds(rule: Rule, device: Device | undefined): Truth {
  switch (rule.kind) {
    case 'and':
      return allOf(rule.parts, (part) => ruleHolds(part, device));
    case 'or':
      return anyOf(rule.parts, (part) => ruleHolds(part, device));
    case 'not':
      return not(ruleHolds(rule.part, device));
    case 'compare':
      return compareAttribute(rule, device);
    case 'any':
      return anyOf(itemsOf(rule.attribute, device), (item) => ruleHolds(rule.item, itemAsDevice(item)));
    case 'all':
      return allOf(itemsOf(rule.attribute, device), (item) => ruleHolds(rule.item, itemAsDevice(item)));
  }
}

const itemAsDevice = (item: string): Device => new Map([['_', item]]);

function itemsOf(attribute: string, device: Device | undefined): readonly string[] {
  const value = attributeOf(attribute, device);
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Compliance of a registered device defaults to false (deviceInfo of Graph's What If). */
function attributeOf(name: string, device: Device | undefined): string | readonly string[] | undefined {
  const value = device?.get(name) ?? device?.get(SAME[name] ?? '');
  return value ?? (name === 'iscompliant' && device !== undefined ? 'false' : undefined);
}

type Comparison = Extract<Rule, { kind: 'compare' }>;

function compareAttribute({ attribute, operator, value }: Comparison, device: Device | undefined): Truth {
  const actual = attributeOf(attribute, device);
  if (device !== undefined && !device.has('_') && !ATTRIBUTES.has(attribute)) return UNKNOWN;
  if (actual !== undefined && attribute.startsWith('extensionattribute') && isUnmanaged(device)) return NO;
  const positive = operator.replace(/^not/, '') as Operator;
  if (operator === 'ne' || positive !== operator) {
    return not(holdsPositively(operator === 'ne' ? 'eq' : positive, actual, value));
  }
  return holdsPositively(operator, actual, value);
}

/** Neither compliant, nor hybrid joined, nor managed, as far as all three are told. */
function isUnmanaged(device: Device | undefined): boolean {
  const trust = device?.get('trusttype');
  const isHybrid = trust === undefined || sameText(String(trust), 'ServerAD');
  return device?.get('iscompliant') === 'false' && !isHybrid && !device.has('mdmappid');
}

function holdsPositively(
  operator: Operator,
  actual: string | readonly string[] | undefined,
  value: Value,
): Truth {
  if (value === null) return truthOf(actual === undefined);
  if (actual === undefined) return NO;
  const values = typeof value === 'string' ? [value] : value;
  const wanted = values.map((item) => item.toLowerCase());
  if (typeof actual !== 'string') return collectionHolds(operator, actual, wanted);
  return textHolds(operator, actual, values);
}

/** A collection contains a whole string, not a part of one. */
function collectionHolds(operator: Operator, actual: readonly string[], wanted: readonly string[]): Truth {
  if (!['contains', 'in', 'eq'].includes(operator)) return UNKNOWN;
  return truthOf(actual.some((item) => wanted.includes(item.toLowerCase())));
}

const sameText = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function textHolds(operator: Operator, actual: string, values: readonly string[]): Truth {
  const own = actual.toLowerCase();
  const test = (holds: (wanted: string) => boolean): Truth =>
    truthOf(values.some((wanted) => holds(wanted.toLowerCase())));
  switch (operator) {
    case 'eq':
    case 'in':
      return test((wanted) => own === wanted);
    case 'startswith':
      return test((wanted) => own.startsWith(wanted));
    case 'endswith':
      return test((wanted) => own.endsWith(wanted));
    case 'contains':
      return test((wanted) => own.includes(wanted));
    case 'match':
      return anyOf(values, (pattern) => matchesPattern(actual, pattern));
    default:
      return UNKNOWN;
  }
}
