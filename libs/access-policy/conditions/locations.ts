import type { Origin } from '../evaluation/sign-in.js';
import { anyOf, NO, truthOf, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { NamedLocation } from '../model/named-location.js';
import type { Policy } from '../model/policy.js';
import { isInRange, parseRange } from './address.js';
import { doubtful, matched, type Condition } from './condition.js';

/** Decides whether a sign-in comes from a location, given its id. */
export type LocationMatcher = (locationId: string, origin: Origin) => Truth;

/**
 * Named locations: an address belongs to every location that has it. `AllTrusted` is the trusted ranges; the legacy MFA trusted
 * IPs belong to it too but cannot be read through Graph. Countries are never trusted
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network).
 */
export function createLocationMatcher(locations: readonly NamedLocation[] | undefined): LocationMatcher {
  const matchers = new Map((locations ?? []).map((location) => [location.id, matcherOf(location)]));
  const trusted = (locations ?? [])
    .filter((location) => location.kind === 'ip' && location.isTrusted)
    .flatMap(({ id }) => matchers.get(id) ?? []);
  const decide = (id: string, origin: Origin): Truth => {
    if (id !== 'AllTrusted') return matchers.get(id)?.(origin) ?? UNKNOWN;
    return locations === undefined ? UNKNOWN : anyOf(trusted, (matches) => matches(origin));
  };
  return remembering(decide);
}

/** Policies ask about the same few locations: what was decided for one origin is kept until the next one comes. */
function remembering(decide: LocationMatcher): LocationMatcher {
  let last: Origin | undefined;
  const decided = new Map<string, Truth>();
  return (id, origin) => {
    if (id === 'All') return YES;
    if (origin.membership !== undefined) return truthOf(origin.membership.has(id));
    if (origin !== last) {
      decided.clear();
      last = origin;
    }
    const known = decided.get(id) ?? decide(id, origin);
    decided.set(id, known);
    return known;
  };
}

type OriginMatcher = (origin: Origin) => Truth;

function matcherOf(location: NamedLocation): OriginMatcher {
  switch (location.kind) {
    case 'ip':
      return ipMatcher(location.ranges);
    case 'country': {
      const countries = new Set(location.countries);
      const { includeUnknown } = location;
      return ({ country }) => {
        if (country === undefined) return UNKNOWN;
        return truthOf(country === '' ? includeUnknown : countries.has(country));
      };
    }
    case 'unknown':
      return () => UNKNOWN;
  }
}

/** A range that cannot be read may hold any address. */
function ipMatcher(texts: readonly string[]): OriginMatcher {
  const ranges = texts.flatMap((text) => parseRange(text) ?? []);
  const otherwise = ranges.length === texts.length ? NO : UNKNOWN;
  return ({ address }) => {
    if (address === undefined) return ranges.length === 0 ? otherwise : UNKNOWN;
    return ranges.some((range) => isInRange(address, range)) ? YES : otherwise;
  };
}

/** The condition on locations of a policy; undefined where it has none. */
export function compileLocations(policy: Policy, matches: LocationMatcher): Condition | undefined {
  const { locations } = policy.conditions;
  if (locations === undefined) return undefined;
  const { includeLocations, excludeLocations } = locations;
  const doubts = doubtful(policy, 'location');
  return ({ origin }) => {
    const included = anyOf(includeLocations, (id) => matches(id, origin));
    const excluded = anyOf(excludeLocations, (id) => matches(id, origin));
    return matched(includeLocations.length === 0 ? YES : included, excluded, doubts);
  };
}
