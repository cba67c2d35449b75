import { mfaPolicy, tenant } from '../../test/support/policy-builder.js';
import { ORDINARY } from '../../test/support/what-if-of.js';
import { answerCases } from './what-if.js';

const question = {
  case: 'c1',
  snapshot: tenant([mfaPolicy()]),
  request: {
    signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId: 'u1' },
    signInContext: { includeApplications: ['app-1'] },
    signInConditions: ORDINARY,
  },
};

describe('given cases for what-if', () => {
  it('answers one case with one answer and a list with a list, by name', () => {
    const satisfied = { ...question, case: 2, session: { satisfiedControls: ['mfa'] } };
    expect(answerCases(question)).toMatchObject({
      case: 'c1',
      decision: 'controls_required',
      requiredControls: ['mfa'],
    });
    expect(answerCases([question, satisfied])).toMatchObject([
      { case: 'c1' },
      { case: 2, decision: 'allow' },
    ]);
    expect(answerCases([])).toEqual([]);
  });

  it('answers with the three parts that the contract names', () => {
    const { case: _, ...unnamed } = question;
    const answer = answerCases(unnamed);
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(['decision', 'requiredControls', 'value']));
    expect(answer).not.toHaveProperty('case');
  });

  it.each([null, 7, {}, { snapshot: {} }, [{ request: {} }]])('refuses %j', (input) => {
    expect(() => answerCases(input)).toThrow('every case is an object with "snapshot" and "request"');
  });
});
