import type { NamedLocation } from '../model/named-location.js';
import type { Policy } from '../model/policy.js';
import { MFA_TRUSTED_IPS } from '../model/well-known.js';
import { doubt, every, no, when, YES, type Answer } from './answer.js';

/** Named locations; undefined where they were not collected. */
export type Locations = readonly NamedLocation[] | undefined;

/** Whether a policy applies everywhere but in trusted locations. */
export function trustedOnly({ conditions }: Policy, locations: Locations): Answer {
  const { includeLocations = [], excludeLocations = [] } = conditions.locations ?? {};
  return every([
    when(includeLocations.includes('All'), 'does not apply from all locations'),
    when(excludeLocations.length > 0, 'excludes no location'),
    ...excludeLocations.map((id) => isTrusted(id, locations)),
  ]);
}

/** Whether a location counts as trusted: all trusted ones, the legacy trusted IPs, or a trusted named location. */
export function isTrusted(id: string, locations: Locations): Answer {
  if (id === 'AllTrusted' || id === MFA_TRUSTED_IPS) return YES;
  if (locations === undefined) return doubt(`names the location ${id}, and namedLocations was not collected`);
  const found = locations.find((location) => location.id === id);
  if (found === undefined) return no(`names the location ${id}, which does not exist`);
  if (found.kind === 'unknown') return doubt(`names the location ${found.displayName} of an unknown kind`);
  return when(
    found.kind === 'ip' && found.isTrusted,
    `names the location ${found.displayName}, which is not trusted`,
  );
}
