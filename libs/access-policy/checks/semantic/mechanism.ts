import { anyPolicy, nameOf } from '../any-policy.js';
import { forcesMfa } from '../grant.js';
import { licenceOf } from '../licence.js';
import { enabled } from '../policy-doubts.js';
import { missing, rule, type Rule } from '../rule.js';
import { about, settingIs, verdict } from '../verdict.js';

/** Which mechanism enforces MFA at all. */
export const MECHANISM_RULES: Readonly<Record<string, Rule>> = {
  'COV-01': rule([], ({ securityDefaults, conditionalAccessPolicies, authenticationStrengthPolicies }) => {
    if (securityDefaults?.isEnabled === true) {
      return verdict('pass', [about('securityDefaults', 'Security defaults are on.')]);
    }
    if (conditionalAccessPolicies === undefined) return missing(['conditionalAccessPolicies']);
    const found = anyPolicy(conditionalAccessPolicies, (policy) =>
      forcesMfa(policy, authenticationStrengthPolicies),
    );
    const isOpen = securityDefaults?.isEnabled === undefined;
    return found.status === 'fail' && isOpen ? missing(['securityDefaults']) : found;
  }),
  'CA-34': rule(['securityDefaults', 'conditionalAccessPolicies'], (data) => {
    const { securityDefaults, conditionalAccessPolicies: policies } = data;
    const isOn = securityDefaults.isEnabled;
    if (isOn === undefined) return settingIs('securityDefaults', 'isEnabled', isOn, () => true);
    if (!isOn) {
      return anyPolicy(policies, (policy) => forcesMfa(policy, data.authenticationStrengthPolicies));
    }
    const active = policies.filter((policy) => enabled(policy).kind === 'yes');
    const possible = policies.filter((policy) => enabled(policy).kind === 'doubt');
    const licence = licenceOf(data, 'p1');
    if (active.length === 0 && possible.length === 0) {
      return verdict('pass', [about('securityDefaults', 'Security defaults are on, and no policy is.')]);
    }
    if (licence === 'absent') {
      return verdict('pass', [
        about('securityDefaults', 'Security defaults are on, as a tenant without P1 needs.'),
      ]);
    }
    if (licence === 'unknown') return missing(['subscribedSkus']);
    const named = (active.length > 0 ? active : possible).map((policy) =>
      about(policy.id, `${nameOf(policy)} is enabled while security defaults are on.`),
    );
    return verdict(active.length > 0 ? 'fail' : 'unknown', named);
  }),
};
