import { GAPS, json } from '../answers.js';
import type { Described } from '../operation.js';
import { AS_OF } from '../parameters.js';
import { OF_REVISION } from '../problem-sets.js';
import { ACCOUNT_FIGURES, PRIVILEGE_FIGURES } from '../rows/figures.js';
import { about } from './inventory.js';

/** GET figures */
export const GET_FIGURES: Described = {
  method: 'GET',
  path: 'figures',
  operationId: 'getFigures',
  summary: 'Inactive accounts, MFA registration and holders of privileged roles, counted.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('Figures', 'What an overview counts besides the objects themselves.', {
      accounts: ACCOUNT_FIGURES,
      privileged: PRIVILEGE_FIGURES,
      gaps: GAPS,
    }),
    'The figures.',
  ),
  problems: OF_REVISION,
};
