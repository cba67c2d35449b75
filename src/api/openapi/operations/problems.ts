import { pageOf } from '../answers.js';
import type { Described } from '../operation.js';
import { PROBLEM_DEFINITION } from '../rows/connections.js';

/** GET problems */
export const LIST_PROBLEMS: Described = {
  method: 'GET',
  path: 'problems',
  operationId: 'listProblems',
  summary: 'Every problem with its cause, its remedy and who can act on it.',
  needs: 'read',
  answer: pageOf(PROBLEM_DEFINITION, 'All problems; there is never a next page.'),
  problems: [],
};
