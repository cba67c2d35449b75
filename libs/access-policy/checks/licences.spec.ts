import { statusOf, verdicts } from '../../../test/support/check-verdicts.js';
import { exemplaryTenant, licence, withPolicies, without } from '../../../test/support/exemplary-tenant.js';

const FREE = { subscribedSkus: [licence('EXCHANGE_S_STANDARD')] };
const P1 = { subscribedSkus: [licence('AAD_PREMIUM')] };

describe('given a tenant without a licence', () => {
  it.each(['CA-07', 'CA-08', 'CA-32', 'PR-04', 'PR-05'])('finds %s not applicable without P2', (id) => {
    expect(statusOf(id, exemplaryTenant(P1))).toBe('not_applicable');
  });

  it.each(['PW-02', 'AM-12'])('finds %s not applicable without P1', (id) => {
    expect(statusOf(id, exemplaryTenant(FREE))).toBe('not_applicable');
  });

  it.each(['CA-07', 'PR-04', 'PW-02', 'AM-12'])(
    'does not know %s where licences were not collected',
    (id) => {
      expect(statusOf(id, without('subscribedSkus'))).toBe('unknown');
    },
  );

  it('fails a free tenant only for what needs no licence', () => {
    const found = verdicts(exemplaryTenant({ ...FREE, conditionalAccessPolicies: [] }));
    const structure = [...found.values()].filter(
      ({ id, status }) => id.startsWith('CA-') && status === 'fail',
    );
    expect(structure.map(({ id }) => id)).toEqual(['CA-12', 'CA-25', 'CA-34']);
  });

  it('counts only enabled subscriptions and provisioned plans', () => {
    const suspended = { ...licence('AAD_PREMIUM_P2'), capabilityStatus: 'Suspended' };
    expect(statusOf('CA-07', exemplaryTenant({ subscribedSkus: [suspended] }))).toBe('not_applicable');
  });
});

describe('given security defaults instead of policies', () => {
  const defaults = { conditionalAccessPolicies: [], securityDefaults: { isEnabled: true } };

  it('takes them for MFA of everybody in a tenant that can have nothing else', () => {
    const free = exemplaryTenant({ ...FREE, ...defaults });
    expect(statusOf('COV-01', free)).toBe('pass');
    expect(statusOf('COV-02', free)).toBe('pass');
    expect(statusOf('COV-06', free)).toBe('pass');
    expect(statusOf('CA-34', free)).toBe('pass');
  });

  it('does not take them for MFA at every sign-in of members where policies could be had', () => {
    expect(statusOf('COV-02', exemplaryTenant(defaults))).toBe('fail');
  });

  it('does not take them for phishing-resistant MFA', () => {
    expect(statusOf('COV-04', exemplaryTenant(defaults))).toBe('fail');
  });
});

describe('given a check that depends on another', () => {
  it('does not ask Authenticator for context where everybody needs a phishing-resistant method', () => {
    expect(statusOf('AM-04', exemplaryTenant())).toBe('not_applicable');
    expect(statusOf('AM-04', withPolicies({ everybody: null }))).toBe('pass');
  });
});
