import { isJsonObject, type Json } from '#kernel/json.js';
import { flag, identifier, listOf, shape, text, type Reader } from './shape.js';

/** A named location: addresses, countries, or a kind that we do not know. */
export type NamedLocation = IpNamedLocation | CountryNamedLocation | UnknownNamedLocation;

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** Addresses; only these can be trusted. */
export interface IpNamedLocation extends Named {
  readonly kind: 'ip';
  readonly isTrusted: boolean;
  /** CIDR ranges, IPv4 and IPv6. */
  readonly ranges: readonly string[];
}

/** Countries, by the address or by the phone's position. */
export interface CountryNamedLocation extends Named {
  readonly kind: 'country';
  /** ISO 3166 codes, in upper case. */
  readonly countries: readonly string[];
  readonly includeUnknown: boolean;
  readonly lookup: string;
}

/** Neither addresses nor countries: what it holds is unknown. */
export interface UnknownNamedLocation extends Named {
  readonly kind: 'unknown';
}

const readCommon = shape({
  '@odata.type': text,
  isTrusted: flag,
  ipRanges: listOf(shape({ cidrAddress: text })),
  countriesAndRegions: listOf(text),
  includeUnknownCountriesAndRegions: flag,
  countryLookupMethod: text,
});

/** Reads a named location (https://learn.microsoft.com/graph/api/resources/namedlocation); undefined without id. */
export const readNamedLocation: Reader<NamedLocation> = (value: Json | undefined) => {
  if (!isJsonObject(value)) return undefined;
  const id = identifier(value['id']);
  if (id === undefined) return undefined;
  const named = { id, displayName: text(value['displayName']) ?? '' };
  return kindOf(named, readCommon(value));
};

function kindOf(named: Named, fields: ReturnType<typeof readCommon>): NamedLocation {
  const type = fields?.['@odata.type'] ?? '';
  if (fields?.ipRanges !== undefined || type.endsWith('ipNamedLocation')) {
    const ranges = (fields?.ipRanges ?? []).flatMap(({ cidrAddress }) => cidrAddress ?? []);
    return { ...named, kind: 'ip', isTrusted: fields?.isTrusted ?? false, ranges };
  }
  if (fields?.countriesAndRegions !== undefined || type.endsWith('countryNamedLocation')) {
    return {
      ...named,
      kind: 'country',
      countries: (fields?.countriesAndRegions ?? []).map((code) => code.toUpperCase()),
      includeUnknown: fields?.includeUnknownCountriesAndRegions ?? false,
      lookup: fields?.countryLookupMethod ?? 'clientIpAddress',
    };
  }
  return { ...named, kind: 'unknown' };
}
