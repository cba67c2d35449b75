import { mfaPolicy } from '../../../test/support/policy-builder.js';
import type { JsonObject } from '#kernel/json.js';
import { readNamedLocation } from '../model/named-location.js';
import { parsePolicy } from '../model/parse-policy.js';
import { placesOf } from './locations.js';

/** Members of each place, for policies that exclude the named locations. */
function places(excludeLocations: readonly string[], locations: readonly JsonObject[]): readonly string[] {
  const policy = parsePolicy(
    mfaPolicy({ conditions: { locations: { includeLocations: ['All'], excludeLocations } } }),
  );
  const named = locations.flatMap((location) => readNamedLocation(location) ?? []);
  return placesOf([policy], named)
    .map(({ membership }) => [...membership].sort().join('+'))
    .sort();
}

const ip = (id: string, cidrs: readonly string[], isTrusted = false): JsonObject => ({
  id,
  isTrusted,
  ipRanges: cidrs.map((cidrAddress) => ({ cidrAddress })),
});
const country = (id: string, countriesAndRegions: readonly string[], includeUnknown = false): JsonObject => ({
  id,
  countriesAndRegions,
  includeUnknownCountriesAndRegions: includeUnknown,
});

describe('given address ranges', () => {
  it('finds every combination that some address has, and no other', () => {
    const locations = [
      ip('a', ['10.0.0.0/8']),
      ip('b', ['10.1.0.0/16', '192.0.2.0/24']),
      ip('c', ['198.51.100.0/24']),
    ];
    expect(places(['a', 'b', 'c'], locations)).toEqual(['', 'a', 'a+b', 'b', 'c']);
  });

  it('does not tell apart what no policy names', () => {
    expect(places(['a'], [ip('a', ['10.0.0.0/8']), ip('b', ['10.1.0.0/16'])])).toEqual(['', 'a']);
  });

  it('has no place outside a location of all addresses of both families', () => {
    expect(places(['a'], [ip('a', ['0.0.0.0/0', '::/0'])])).toEqual(['a']);
    expect(places(['a'], [ip('a', ['0.0.0.0/0'])])).toEqual(['', 'a']);
    expect(places(['a'], [ip('a', ['0.0.0.0/1', '128.0.0.0/1', '::/0'])])).toEqual(['a']);
  });

  it('joins ranges that touch and parts of one location', () => {
    expect(places(['a', 'b'], [ip('a', ['10.0.0.0/9']), ip('b', ['10.128.0.0/9'])])).toEqual(['', 'a', 'b']);
  });

  it('has no place in a location without addresses', () => {
    expect(places(['a'], [ip('a', [])])).toEqual(['']);
  });
});

describe('given trusted locations', () => {
  it('knows them by AllTrusted, the unreadable MFA trusted IPs too', () => {
    const locations = [ip('a', ['10.0.0.0/8'], true), ip('b', ['11.0.0.0/8'])];
    const mfa = '00000000-0000-0000-0000-000000000000+AllTrusted';
    expect(places(['AllTrusted'], locations)).toEqual(['', mfa, 'AllTrusted+a']);
  });
});

describe('given countries', () => {
  it('tells apart each combination, elsewhere, and what cannot be told', () => {
    const locations = [country('n', ['SE', 'NO'], true), country('s', ['SE'])];
    expect(places(['n', 's'], locations)).toEqual(['', 'n', 'n+s']);
  });

  it('combines countries with addresses', () => {
    expect(places(['a', 's'], [ip('a', ['10.0.0.0/8']), country('s', ['SE'])])).toEqual([
      '',
      'a',
      'a+s',
      's',
    ]);
  });
});

describe('given locations that cannot be read', () => {
  it('assumes that somebody can be there', () => {
    expect(places(['gone'], [])).toEqual(['', 'gone']);
    expect(places(['broken'], [ip('broken', ['somewhere'])])).toEqual(['', 'broken']);
  });
});
