import type { Json, JsonObject } from '#kernel/json.js';
import { buildPolicy, grant } from '../tenant/policy/ca-builder.js';
import { evaluate } from './evaluate.js';
import { APP, MEMBER, OTHER_APP, reasons, toApp, world } from './question-builder.js';
import { parseSignIn } from './sign-in.js';

describe('given a policy as a whole', () => {
  it('applies it only if every assignment and condition is met, and names each that is not', () => {
    const policy = {
      users: { includeUsers: ['guest'] },
      applications: { includeApplications: [OTHER_APP] },
      conditions: { signInRiskLevels: ['high'] },
    };
    expect(reasons({ policy })).toBe('users,application,signInRisk');
  });

  it('needs no more information where one condition is not met anyway', () => {
    const conditions = { clientAppTypes: ['browser'], signInRiskLevels: ['high'] };
    expect(reasons({ policy: { conditions } })).toBe('signInRisk');
  });

  it('says that a disabled policy is not enabled, and applies one that only reports', () => {
    expect(reasons({ policy: { state: 'disabled' } })).toBe('policyNotEnabled');
    expect(reasons({ policy: { state: 'enabledForReportingButNotEnforced' } })).toBe('notSet');
  });

  it('says that a policy without controls is empty, and applies one for the session alone', () => {
    expect(reasons({ policy: { grant: null } })).toBe('emptyPolicy');
    const session = { persistentBrowser: { mode: 'never', isEnabled: true } };
    expect(reasons({ policy: { grant: null, session } })).toBe('notSet');
  });

  it('treats members that are absent, null or empty alike', () => {
    const sparse: JsonObject = {
      id: 'sparse',
      state: 'enabled',
      conditions: { users: { includeUsers: ['All'] }, applications: { includeApplications: ['All'] } },
      grantControls: { operator: 'OR', builtInControls: ['mfa'] },
    };
    const body: Json = { signInIdentity: MEMBER, signInContext: toApp(APP), signInConditions: {} };
    expect(evaluate(world, [sparse], parseSignIn(body))[0]?.policyApplies).toBe(true);
  });

  it('shows only policies that apply where that is asked for', () => {
    const on = buildPolicy({
      id: 'on',
      displayName: 'On',
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      grant: grant(['mfa']),
      month: 1,
    });
    const off = { ...on, id: 'off', state: 'disabled' };
    const body = { signInIdentity: MEMBER, signInContext: toApp(APP), signInConditions: {} };
    const ids = (request: Json): unknown[] =>
      evaluate(world, [on, off], parseSignIn(request)).map(({ id }) => id);
    expect(ids({ ...body, appliedPoliciesOnly: true })).toEqual(['on']);
    expect(ids(body)).toEqual(['on', 'off']);
  });
});
