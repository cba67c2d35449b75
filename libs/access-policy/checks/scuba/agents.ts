import { every, when } from '../answer.js';
import { judgePolicies } from '../any-policy.js';
import { isWithoutAgents } from '../environment.js';
import { rule, type Rule } from '../rule.js';
import { about, verdict } from '../verdict.js';
import { allResources, appExclusions, controls, enabled, has } from './conditional-access.js';
import { withP2 } from './licence-rule.js';

/** Policies that no interface of Graph tells: a person looks. */
const manual: Rule = rule([], () =>
  verdict('manual', [about('', 'Microsoft Graph does not tell this: keep evidence by hand.')], 'not_checked'),
);

/** Agent identities, and what is not checked. */
export const OTHER_RULES: Readonly<Record<string, Rule>> = {
  'MS.AAD.2.2v1': manual,
  'MS.AAD.4.1v1': manual,
  'MS.AAD.8.3v1': manual,
  'MS.AAD.9.1v1': withP2(
    rule(['conditionalAccessPolicies'], (data) => {
      const found = judgePolicies(data.conditionalAccessPolicies, (policy) =>
        every([
          enabled(policy),
          allResources(policy),
          appExclusions(policy, []),
          has(policy.conditions.clientAppTypes, ['all'], 'the client'),
          has(policy.conditions.agentIdRiskLevels, ['high'], 'the agent risk'),
          controls(policy, 'block'),
          when(
            policy.conditions.clientApplications?.includeAgentIdServicePrincipals.includes('All') === true,
            'does not include all agent identities',
          ),
        ]),
      );
      const isOutside = found.status === 'fail' && isWithoutAgents(data);
      return isOutside ? verdict('not_applicable', found.evidence, 'not_applicable') : found;
    }),
  ),
};
