import type { Json } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import type { DirectoryObject } from '../directory.js';
import { guidFrom } from '../guids.js';

/** Places of a tenant that its policies name. */
export interface Places {
  /** Trusted networks of the offices. */
  readonly offices: string;
  /** A network that is known but not trusted. */
  readonly vpn: string;
  /** Countries from which nobody works. */
  readonly countries: string;
  readonly objects: readonly DirectoryObject[];
}

const CHANGED = '2025-09-16T00:47:36.4967092Z';
const CREATED = '2024-03-15T21:53:34.5001162Z';

/** Named locations; addresses are of the ranges for documentation (RFC 5737, RFC 3849). */
export function makePlaces(random: Random): Places {
  const [offices, vpn, countries] = [guidFrom(random), guidFrom(random), guidFrom(random)];
  return {
    offices,
    vpn,
    countries,
    objects: [
      network(offices, 'Offices', true, ['198.51.100.0/24', '2001:db8:80e8::/48']),
      network(vpn, 'VPN of the data centre', false, ['203.0.113.0/25', '198.51.100.128/25']),
      {
        '@odata.type': '#microsoft.graph.countryNamedLocation',
        id: countries,
        displayName: 'Countries without an office',
        modifiedDateTime: CHANGED,
        createdDateTime: CREATED,
        countriesAndRegions: ['KP', 'IR', 'SY'],
        countryLookupMethod: 'clientIpAddress',
        includeUnknownCountriesAndRegions: random.next() < 0.5,
      },
    ],
  };
}

function network(
  id: string,
  displayName: string,
  isTrusted: boolean,
  ranges: readonly string[],
): DirectoryObject {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id,
    displayName,
    modifiedDateTime: CHANGED,
    createdDateTime: CREATED,
    isTrusted,
    ipRanges: ranges.map(range),
  };
}

/** A range in Graph's shape. */
export function range(cidrAddress: string): Json {
  const family = cidrAddress.includes(':') ? 'iPv6' : 'iPv4';
  return { '@odata.type': `#microsoft.graph.${family}CidrRange`, cidrAddress };
}
