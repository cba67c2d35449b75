import { CONDITIONAL_ACCESS_CASES } from '../../../test/support/cases-conditional-access.js';
import { COVERAGE_CASES } from '../../../test/support/cases-coverage.js';
import { AUTHORIZATION_CASES, METHOD_CASES } from '../../../test/support/cases-settings.js';
import { describeChecks } from '../../../test/support/describe-checks.js';
import { CATALOGUE } from './catalogue/catalogue.js';

const CASES = [...COVERAGE_CASES, ...CONDITIONAL_ACCESS_CASES, ...METHOD_CASES, ...AUTHORIZATION_CASES];

describeChecks(CASES);

it('has a case for every check of the catalogue', () => {
  expect(CASES.map(({ id }) => id)).toEqual(CATALOGUE.map(({ id }) => id));
});
