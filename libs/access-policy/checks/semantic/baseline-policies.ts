import { ADMIN14, SCUBA8 } from '../../model/well-known.js';
import { either, every, no, when } from '../answer.js';
import { unconditional } from '../conditions.js';
import { blocks, forcesMfa, forcesPhishingResistance } from '../grant.js';
import type { Rule } from '../rule.js';
import {
  allApplications,
  allGuests,
  allUsers,
  excludesNoRole,
  exclusionsDeclared,
  includesRoles,
} from '../scope.js';
import { somePolicy, somePolicyWith } from './policy-rule.js';

/** Baseline policies: whom they cover and what they demand, without any condition that an attacker could avoid. */
export const BASELINE_RULES: Readonly<Record<string, Rule>> = {
  'CA-01': somePolicyWith(
    (strengths, exemption) => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        forcesMfa(policy, strengths),
        unconditional(policy),
        exclusionsDeclared(policy, exemption),
      ]),
  ),
  'CA-02': somePolicy(
    (strengths) => (policy) =>
      every([
        either([allUsers(policy), includesRoles(policy, ADMIN14)]),
        excludesNoRole(policy, ADMIN14),
        allApplications(policy),
        forcesMfa(policy, strengths),
        unconditional(policy),
      ]),
  ),
  'CA-03': somePolicyWith(
    (strengths, exemption) => (policy) =>
      every([
        includesRoles(policy, SCUBA8),
        allApplications(policy),
        forcesPhishingResistance(policy, strengths),
        unconditional(policy),
        exclusionsDeclared(policy, exemption),
      ]),
  ),
  'CA-04': somePolicyWith(
    (strengths, exemption) => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        forcesPhishingResistance(policy, strengths),
        unconditional(policy),
        exclusionsDeclared(policy, exemption),
      ]),
  ),
  'CA-05': somePolicyWith(
    (_, exemption) => (policy) =>
      every([
        allUsers(policy),
        allApplications(policy),
        legacyClients(policy.conditions.clientAppTypes),
        blocks(policy),
        unconditional(policy, ['clientApps']),
        exclusionsDeclared(policy, exemption),
      ]),
  ),
  'CA-06': somePolicy(
    (strengths) => (policy) =>
      every([
        allGuests(policy),
        allApplications(policy),
        forcesMfa(policy, strengths),
        unconditional(policy),
      ]),
  ),
};

/** Whether a policy is about both kinds of legacy clients; no list, like `all`, means every client. */
function legacyClients(types: readonly string[]): ReturnType<typeof when> {
  if (types.length === 0 || types.includes('all')) return every([]);
  const left = ['exchangeActiveSync', 'other'].filter((type) => !types.includes(type));
  return left.length === 0 ? every([]) : no(`does not apply to the clients ${left.join(', ')}`);
}
