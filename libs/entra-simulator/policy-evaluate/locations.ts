import { BlockList, isIP } from 'node:net';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import { any, certain, texts, within, type Match } from './match.js';
import type { EvaluationWorld } from './world.js';

/** Where a sign-in comes from, as far as the request says. */
interface Origin {
  readonly ipAddress: string | undefined;
  readonly country: string | undefined;
}

/** Whether a sign-in comes from where a policy applies; an address is in every location whose range holds it. */
export function matchLocation(
  world: EvaluationWorld,
  signInConditions: JsonObject,
  locations: JsonObject | undefined,
): Match {
  if (locations === undefined) return 'yes';
  const origin = {
    ipAddress: known(signInConditions['ipAddress']),
    country: known(signInConditions['country']),
  };
  const among = (names: readonly string[]): Match =>
    any(names.map((name) => inLocation(world, origin, name)));
  return within(among(texts(locations['includeLocations'])), among(texts(locations['excludeLocations'])));
}

function inLocation(world: EvaluationWorld, origin: Origin, name: string): Match {
  if (name === 'All') return 'yes';
  if (name !== 'AllTrusted') return inPlace(origin, world.location(name));
  const trusted = [...world.locations()].filter((place) => place['isTrusted'] === true);
  return any(trusted.map((place) => inPlace(origin, place)));
}

/** A location that is gone, or the addresses of legacy MFA settings, which Graph does not show, hold nothing. */
function inPlace(origin: Origin, place: JsonObject | undefined): Match {
  if (place === undefined) return 'no';
  return Array.isArray(place['ipRanges']) ? inRanges(origin, place['ipRanges']) : inCountry(origin, place);
}

function inCountry({ country }: Origin, place: JsonObject): Match {
  if (country === undefined) return 'unknown';
  const countries = texts(place['countriesAndRegions']).map((code) => code.toUpperCase());
  return certain(countries.includes(country.toUpperCase()));
}

function inRanges({ ipAddress }: Origin, ranges: readonly Json[]): Match {
  const family = familyOf(ipAddress ?? '');
  if (ipAddress === undefined || family === undefined) return 'unknown';
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = text(isJsonObject(range) ? range['cidrAddress'] : '').split('/');
    const rangeFamily = familyOf(network);
    if (rangeFamily !== undefined) list.addSubnet(network, Number(prefix), rangeFamily);
  }
  return certain(list.check(ipAddress, family));
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

function known(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
