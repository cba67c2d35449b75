import type { Policy } from '../model/policy.js';

/** What of a policy may be unknown, in words that name the policy; for people whose verdict hinges on it. */
export function describeDoubts(policy: Policy): readonly string[] {
  const { conditions, doubts, grantControls } = policy;
  const strength = grantControls?.authenticationStrength;
  const isBareStrength = strength !== undefined && strength.requirementsSatisfied === undefined;
  const open = [
    ...doubts.filter(({ part }) => part !== 'session').map(({ path, value }) => `${path} ${value}`),
    ...(conditions.applications.applicationFilter === undefined
      ? []
      : ['conditions.applications.applicationFilter']),
    ...(isBareStrength ? ['grantControls.authenticationStrength'] : []),
    ...(hasTenants(policy) ? ['home tenants of guests'] : []),
  ];
  const words = open.length > 0 ? open : ['who is matched'];
  return words.map((word) => `UNKNOWN: ${word} (policy ${policy.id})`);
}

function hasTenants({ conditions: { users } }: Policy): boolean {
  const sides = [users.includeGuestsOrExternalUsers, users.excludeGuestsOrExternalUsers];
  return sides.some((side) => side?.externalTenants !== undefined);
}
