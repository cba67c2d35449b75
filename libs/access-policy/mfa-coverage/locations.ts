import { parseRange, type AddressRange } from '../conditions/address.js';
import type { IpNamedLocation, NamedLocation } from '../model/named-location.js';
import type { Policy } from '../model/policy.js';
import { MFA_TRUSTED_IPS } from '../model/well-known.js';

/** A class of places that no policy tells apart: the locations that all of them belong to. */
export interface Place {
  readonly label: string;
  readonly membership: ReadonlySet<string>;
}

/** Most places that are told apart; beyond, addresses and countries are combined only with "elsewhere". */
const PLACES_MAX = 20_000;

const ELSEWHERE: Place = { label: 'any other network', membership: new Set() };

/**
 * Every combination of named locations that a sign-in can come from: the address decides by the ranges that cover it, exactly
 * and for both families, the country adds its locations. Locations whose content cannot be read (the legacy MFA trusted IPs,
 * deleted or foreign ids) may hold some address.
 */
export function placesOf(policies: readonly Policy[], locations: readonly NamedLocation[]): readonly Place[] {
  const named = new Set(
    policies.flatMap(({ conditions }) => [
      ...(conditions.locations?.includeLocations ?? []),
      ...(conditions.locations?.excludeLocations ?? []),
    ]),
  );
  const usesTrusted = named.has('AllTrusted');
  const relevant = locations.filter(
    (location) => named.has(location.id) || (usesTrusted && location.kind === 'ip' && location.isTrusted),
  );
  const networks = networksOf(relevant.filter((location) => location.kind === 'ip'));
  const countries = countriesOf(relevant);
  const unread = unreadPlaces(named, relevant);
  return distinct([...combined(networks, countries), ...unread]).map((place) =>
    withTrust(place, relevant, usesTrusted),
  );
}

function distinct(places: readonly Place[]): readonly Place[] {
  const byMembers = new Map<string, Place>();
  for (const place of places) {
    const key = [...place.membership].sort().join(' ');
    if (!byMembers.has(key)) byMembers.set(key, place);
  }
  return [...byMembers.values()];
}

function combined(networks: readonly Place[], countries: readonly Place[]): readonly Place[] {
  const isTooMany = networks.length * countries.length > PLACES_MAX;
  const both = (network: Place, country: Place): Place => ({
    label:
      [network, country]
        .flatMap(({ label, membership }) => (membership.size > 0 ? label : []))
        .join(' in ') || ELSEWHERE.label,
    membership: new Set([...network.membership, ...country.membership]),
  });
  if (!isTooMany) return networks.flatMap((network) => countries.map((country) => both(network, country)));
  return [...networks, ...countries];
}

interface Edge {
  readonly at: bigint;
  readonly id: string;
  readonly step: 1 | -1;
}

/** One place per set of ranges that cover some address; "elsewhere" first where an address is in none. */
function networksOf(locations: readonly IpNamedLocation[]): readonly Place[] {
  const names = new Map(locations.map(({ id, displayName }) => [id, displayName === '' ? id : displayName]));
  const sets = ([4, 6] as const).flatMap((family) => sweep(family, edgesOf(locations, family)));
  const places = sets.map((ids) => ({
    label:
      ids.length === 0 ? ELSEWHERE.label : `network ${ids.map((id) => names.get(id) ?? id).join(' and ')}`,
    membership: new Set(ids),
  }));
  return distinct(places).toSorted((one, other) => one.membership.size - other.membership.size);
}

function edgesOf(locations: readonly IpNamedLocation[], family: 4 | 6): readonly Edge[] {
  const edges = locations.flatMap(({ id, ranges }) =>
    ranges
      .map(parseRange)
      .filter((range): range is AddressRange => range?.family === family)
      .flatMap(({ first, last }) => [
        { at: first, id, step: 1 as const },
        { at: last + 1n, id, step: -1 as const },
      ]),
  );
  return edges.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

const END = { 4: 1n << 32n, 6: 1n << 128n } as const;

/** Walks over all addresses of a family and notes which locations cover each stretch. */
function sweep(family: 4 | 6, edges: readonly Edge[]): readonly (readonly string[])[] {
  const open = new Map<string, number>();
  const seen = new Map<string, readonly string[]>();
  const note = (): void => {
    const ids = [...open].flatMap(([id, count]) => (count > 0 ? id : [])).sort();
    seen.set(ids.join(' '), ids);
  };
  if (edges[0]?.at !== 0n) note();
  edges.forEach(({ at, id, step }, index) => {
    open.set(id, (open.get(id) ?? 0) + step);
    if (edges[index + 1]?.at !== at && at < END[family]) note();
  });
  return [...seen.values()];
}

/** One place per set of country locations; a country that nobody names, and one that Entra cannot tell. */
function countriesOf(locations: readonly NamedLocation[]): readonly Place[] {
  const known = locations.filter((location) => location.kind === 'country');
  const codes = new Set(known.flatMap(({ countries }) => countries));
  const places = [...codes].map((code) => ({
    label: `country ${code}`,
    membership: new Set(known.flatMap(({ id, countries }) => (countries.includes(code) ? id : []))),
  }));
  const untold = {
    label: 'a country that cannot be told',
    membership: new Set(known.flatMap(({ id, includeUnknown }) => (includeUnknown ? id : []))),
  };
  return distinct([ELSEWHERE, ...places, untold]);
}

function unreadPlaces(named: ReadonlySet<string>, relevant: readonly NamedLocation[]): readonly Place[] {
  const readable = new Set(relevant.filter(isReadable).map(({ id }) => id));
  const ids = [...named].filter((id) => id !== 'All' && id !== 'AllTrusted' && !readable.has(id));
  if (named.has('AllTrusted') && !ids.includes(MFA_TRUSTED_IPS)) ids.push(MFA_TRUSTED_IPS);
  return ids.map((id) => ({
    label: id === MFA_TRUSTED_IPS ? 'an MFA trusted IP' : `network ${id}`,
    membership: new Set([id]),
  }));
}

function isReadable(location: NamedLocation): boolean {
  if (location.kind !== 'ip') return location.kind === 'country';
  return location.ranges.every((range) => parseRange(range) !== undefined);
}

function withTrust(place: Place, locations: readonly NamedLocation[], usesTrusted: boolean): Place {
  const isTrusted =
    place.membership.has(MFA_TRUSTED_IPS) ||
    locations.some((it) => it.kind === 'ip' && it.isTrusted && place.membership.has(it.id));
  return usesTrusted && isTrusted
    ? { ...place, membership: new Set([...place.membership, 'AllTrusted']) }
    : place;
}
