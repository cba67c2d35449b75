import { list, orNull, record } from '#plugin-host/openapi/field.js';
import { postureProblems } from '../../../posture/posture.problems.js';
import { ExemptionDto, StandardDto } from '../../../posture/standards/standards.dto.js';
import type { Verdict, VerdictVersion, PolicyVersion } from '../../../posture/posture.port.js';
import { anyObject, whole } from '#plugin-host/openapi/field.js';
import { exported, json, page, pageOf } from '../answers.js';
import type { Described } from '../operation.js';
import {
  AS_OF,
  flagParameter,
  guidParameterOf,
  idParameter,
  limitUpTo,
  PAGED_AS_OF,
  textParameter,
  wordParameter,
} from '../parameters.js';
import { OF_CONNECTION, OF_EVALUATION, OF_LAST_REVISION, OF_LIST, OF_REVISION } from '../problem-sets.js';
import {
  CHECK,
  CHECK_STATUSES,
  CHECK_VERSION,
  COVERAGE,
  COVERAGE_VERDICTS,
  EVALUATION,
  EXEMPTION,
  NOT_COLLECTED,
  POLICY,
  STANDARD,
  WHAT_IF_FIELDS,
} from '../rows/posture.js';
import { POLICY_VERSION } from '../rows/policy-versions.js';
import { about } from './inventory.js';

/** Evaluations of a trend at most. */
export const TREND_MAX = 200;

const EVALUATED = whole(
  'Revision that was evaluated last; before the one that is shown, `completeness` is partial.',
);
const EXTRAS = { evaluatedRevision: EVALUATED.schema };

/** GET posture */
export const GET_POSTURE: Described = {
  method: 'GET',
  path: 'posture',
  operationId: 'getPosture',
  summary: 'The last evaluation in numbers.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('Posture', 'The last evaluation up to a revision.', {
      evaluatedRevision: EVALUATED,
      evaluation: EVALUATION,
    }),
    'The evaluation.',
  ),
  problems: OF_EVALUATION,
};

/** GET posture/trend */
export const LIST_POSTURE_TREND: Described = {
  method: 'GET',
  path: 'posture/trend',
  operationId: 'listPostureTrend',
  summary: 'Past evaluations in numbers, newest first.',
  needs: 'read',
  query: [limitUpTo(TREND_MAX)],
  answer: pageOf(EVALUATION, 'The last evaluations; there is never a next page.'),
  problems: OF_CONNECTION,
};

/** GET checks */
export const LIST_CHECKS: Described = {
  method: 'GET',
  path: 'checks',
  operationId: 'listChecks',
  summary: 'Checks of the standard with verdict, evidence, remedy.',
  needs: 'read',
  query: [
    AS_OF,
    wordParameter('status', CHECK_STATUSES, 'Checks with this outcome only.'),
    flagParameter('all', 'True shows checks outside the standard too.', false),
  ],
  answer: page(CHECK, 'All checks; there is never a next page.', EXTRAS),
  problems: OF_EVALUATION,
};

interface CheckAnswer {
  readonly check: Verdict | null;
  readonly versions: readonly VerdictVersion[];
}

/** GET checks/{checkId} */
export const GET_CHECK: Described = {
  method: 'GET',
  path: 'checks/:checkId',
  operationId: 'getCheck',
  summary: 'One check with every version of its verdict.',
  needs: 'read',
  pathParameters: [{ ...textParameter('checkId', 'Id of the check.'), example: 'CA-03' }],
  answer: json(
    record<CheckAnswer>('CheckAnswer', 'One check with its history.', {
      check: orNull(CHECK, 'the last revision was not evaluated with this check.'),
      versions: list(CHECK_VERSION, 'Newest first.'),
    }),
    'The check.',
  ),
  problems: [...OF_LAST_REVISION, postureProblems['check-unknown']],
};

/** GET coverage */
export const LIST_COVERAGE: Described = {
  method: 'GET',
  path: 'coverage',
  operationId: 'listCoverage',
  summary: 'Whether MFA holds, account by account.',
  description: 'As CSV, the header `x-evaluated-revision` says which revision was evaluated.',
  needs: 'read',
  query: [
    ...PAGED_AS_OF,
    wordParameter('verdict', COVERAGE_VERDICTS, 'Accounts with this verdict only.'),
    guidParameterOf('accountId', 'This account only.'),
  ],
  answer: exported(COVERAGE, 'A page of accounts.', EXTRAS),
  problems: [...OF_LIST, postureProblems['nothing-evaluated']],
};

/** GET policies */
export const LIST_POLICIES: Described = {
  method: 'GET',
  path: 'policies',
  operationId: 'listPolicies',
  summary: 'Conditional Access policies as Graph shows them.',
  needs: 'read',
  query: [AS_OF],
  answer: page(POLICY, 'All policies; there is never a next page.'),
  problems: OF_REVISION,
};

/** GET policies/{objectId} */
export const GET_POLICY: Described = {
  method: 'GET',
  path: 'policies/:objectId',
  operationId: 'getPolicy',
  summary: 'Every kept version of a Conditional Access policy, and who changed it.',
  needs: 'read',
  pathParameters: [idParameter('objectId', 'Object id of the policy.')],
  answer: json(
    record<{ readonly versions: readonly PolicyVersion[] }>('PolicyAnswer', 'A policy with its history.', {
      versions: list(POLICY_VERSION, 'Newest first.'),
    }),
    'The policy.',
  ),
  problems: [...OF_LAST_REVISION, postureProblems['policy-unknown']],
};

/** GET policy-snapshot */
export const GET_POLICY_SNAPSHOT: Described = {
  method: 'GET',
  path: 'policy-snapshot',
  operationId: 'getPolicySnapshot',
  summary: 'The snapshot that was evaluated, as the command evaluate takes it.',
  needs: 'read',
  query: [AS_OF],
  answer: json(
    about('PolicySnapshot', 'What is evaluated of a revision.', {
      notCollected: NOT_COLLECTED,
      snapshot: anyObject('Objects in the form of Graph by kind; what was not collected is absent.'),
    }),
    'The snapshot.',
  ),
  problems: OF_REVISION,
};

/** POST what-if */
export const WHAT_IF: Described = {
  method: 'POST',
  path: 'what-if',
  operationId: 'whatIf',
  summary: 'What would happen to a sign-in, policy by policy.',
  description: 'Decided from the last published revision; Microsoft is not asked.',
  needs: 'read',
  body: {
    schema: {
      type: 'object',
      description:
        'The body of Graph’s POST /identity/conditionalAccess/evaluate: ' +
        'https://learn.microsoft.com/graph/api/conditionalaccessroot-evaluate',
      required: ['signInIdentity', 'signInContext', 'signInConditions'],
      properties: {
        signInIdentity: { type: 'object', description: 'Either userId or servicePrincipalId.' },
        signInContext: { type: 'object', description: 'What is signed in to.' },
        signInConditions: { type: 'object', description: 'From where, with what, at which risk.' },
      },
    },
  },
  answer: json(
    about('WhatIfAnswer', 'What would happen to a sign-in.', {
      notCollected: NOT_COLLECTED,
      ...WHAT_IF_FIELDS,
    }),
    'The decision.',
  ),
  problems: [...OF_LAST_REVISION, postureProblems['what-if-invalid']],
};

/** GET standard */
export const GET_STANDARD: Described = {
  method: 'GET',
  path: 'standard',
  operationId: 'getStandard',
  summary: 'What the tenant is measured against.',
  needs: 'read',
  answer: json(STANDARD, 'The standard.'),
  problems: OF_CONNECTION,
};

/** PUT standard */
export const UPDATE_STANDARD: Described = {
  method: 'PUT',
  path: 'standard',
  operationId: 'updateStandard',
  summary: 'Chooses the baseline and names emergency accounts.',
  description: 'The last revision is evaluated again.',
  needs: 'manage',
  body: { type: StandardDto },
  answer: json(STANDARD, 'The standard as it is now.'),
  problems: [...OF_CONNECTION, postureProblems['standard-invalid']],
};

/** GET exemptions */
export const LIST_EXEMPTIONS: Described = {
  method: 'GET',
  path: 'exemptions',
  operationId: 'listExemptions',
  summary: 'Deviations declared deliberate, newest first.',
  needs: 'read',
  answer: pageOf(EXEMPTION, 'All that were ever declared; there is never a next page.'),
  problems: OF_CONNECTION,
};

/** POST exemptions */
export const DECLARE_EXEMPTION: Described = {
  method: 'POST',
  path: 'exemptions',
  operationId: 'declareExemption',
  summary: 'Declares a deviation to be deliberate, for a while.',
  description: 'The last revision is evaluated again.',
  needs: 'manage',
  body: { type: ExemptionDto },
  answer: json(EXEMPTION, 'The exemption.', 201),
  problems: [...OF_CONNECTION, postureProblems['exemption-invalid']],
};

/** DELETE exemptions/{exemptionId} */
export const END_EXEMPTION: Described = {
  method: 'DELETE',
  path: 'exemptions/:exemptionId',
  operationId: 'endExemption',
  summary: 'Ends an exemption before its date.',
  description: 'The last revision is evaluated again; the exemption stays in the list, as ended.',
  needs: 'manage',
  pathParameters: [idParameter('exemptionId', 'Id of the exemption.')],
  answer: json(EXEMPTION, 'The exemption, ended.'),
  problems: [...OF_CONNECTION, postureProblems['exemption-not-found']],
};
