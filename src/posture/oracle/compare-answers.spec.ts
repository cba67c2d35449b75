import type { PolicyAnalysis } from '#access-policy/model/results.js';
import { compareAnswers } from './compare-answers.js';

const own = (id: string, policyApplies: boolean, analysisReasons = 'notSet'): PolicyAnalysis => ({
  id,
  policyApplies,
  analysisReasons,
});

describe('given what the plugin and Graph say of one sign-in', () => {
  it('names the policies on which they disagree, with the reason that Graph gives', () => {
    const answer = [
      { id: 'a', policyApplies: true, analysisReasons: 'notSet' },
      { id: 'b', policyApplies: false, analysisReasons: 'location' },
    ];
    expect(compareAnswers([own('a', true), own('b', true)], answer)).toEqual([
      { policyId: 'b', plugin: true, graph: false, graphReasons: 'location' },
    ]);
  });

  it('claims nothing where one of them cannot tell, or does not know the policy', () => {
    const answer = [{ id: 'a', policyApplies: false, analysisReasons: 'notEnoughInformation' }];
    expect(compareAnswers([own('a', true), own('new', true)], answer)).toEqual([]);
    const sure = [{ id: 'a', policyApplies: true, analysisReasons: 'notSet' }];
    expect(compareAnswers([own('a', false, 'notEnoughInformation')], sure)).toEqual([]);
  });
});
