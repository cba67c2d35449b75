import type { NamedLocation } from '../../model/named-location.js';
import type { Policy } from '../../model/policy.js';
import type { Evidence } from '../../model/results.js';
import { either, every, when, type Answer } from '../answer.js';
import { anyPolicy } from '../any-policy.js';
import { unconditional } from '../conditions.js';
import { blocks } from '../grant.js';
import { isBroad, isPrivate } from '../ranges.js';
import { rule, type Rule } from '../rule.js';
import { allApplications, allUsers } from '../scope.js';
import { isTrusted, type Locations } from '../trusted-locations.js';
import { about, both, conclude, verdict, type Verdict } from '../verdict.js';
import { NEEDS_P1 } from './policy-rule.js';

/** Named locations and the policies that use them. */
export const LOCATION_RULES: Readonly<Record<string, Rule>> = {
  'CA-20': rule(
    ['conditionalAccessPolicies', 'namedLocations'],
    ({ conditionalAccessPolicies, namedLocations }) =>
      both([
        trustedRanges(namedLocations),
        anyPolicy(conditionalAccessPolicies, (policy) => blocksByLocation(policy, namedLocations)),
      ]),
    NEEDS_P1,
  ),
};

function trustedRanges(locations: readonly NamedLocation[]): Verdict {
  const trusted = locations.flatMap((each) => (each.kind === 'ip' && each.isTrusted ? [each] : []));
  if (!trusted.some(({ ranges }) => ranges.length > 0)) {
    return verdict('fail', [about('namedLocations', 'There is no trusted location with address ranges.')]);
  }
  const broken = trusted.flatMap(({ id, displayName, ranges }) =>
    ranges.flatMap((range) => flaws(id, displayName, range)),
  );
  const passed = trusted.map(({ id, displayName }) => about(id, `Location "${displayName}" is trusted.`));
  return conclude({ broken, doubtful: [] }, passed);
}

function flaws(id: string, name: string, range: string): readonly Evidence[] {
  const statement = (flaw: string): Evidence =>
    about(id, `Location "${name}" trusts ${range}, which is ${flaw}.`);
  if (isPrivate(range)) return [statement('private')];
  return isBroad(range) ? [statement('broader than /16 (IPv4) or /48 (IPv6)')] : [];
}

/** Blocks from countries, from named places, or from everywhere but named places. */
function blocksByLocation(policy: Policy, locations: Locations): Answer {
  const { includeLocations = [], excludeLocations = [] } = policy.conditions.locations ?? {};
  const isElsewhere = includeLocations.includes('All') && excludeLocations.length > 0;
  const places = includeLocations.filter((id) => id !== 'All');
  const untrusted = places.map((id) => {
    const trusted = isTrusted(id, locations);
    return trusted.kind === 'yes' ? when(false, 'blocks trusted locations only') : when(true, '');
  });
  return every([
    allUsers(policy),
    allApplications(policy),
    blocks(policy),
    either([when(isElsewhere, 'does not depend on a location'), ...untrusted]),
    unconditional(policy, ['location']),
  ]);
}
