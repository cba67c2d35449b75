import type { CheckStatus, CoverageVerdict, Mappings, WhatIfResult } from '#access-policy/model/results.js';
import {
  anyObject,
  byName,
  flag,
  guid,
  instant,
  list,
  optional,
  orNull,
  record,
  text,
  whole,
  words,
  type Field,
} from '#plugin-host/openapi/field.js';
import type {
  AccountCoverage,
  PostureSummary,
  Verdict,
  VerdictVersion,
} from '../../../posture/posture.port.js';
import type { Exemption, ExemptionScope, Standard } from '../../../posture/standards/standards.port.js';
import { table } from '../answers.js';

/** Outcomes of checks. */
export const CHECK_STATUSES = ['pass', 'fail', 'exempted', 'not_applicable', 'unknown', 'manual'] as const;

/** How well sign-ins of an account are protected. */
export const COVERAGE_VERDICTS = [
  'full',
  'partial',
  'none',
  'report_only',
  'blocked',
  'security_defaults',
  'per_user_mfa',
  'third_party',
  'indeterminate',
] as const satisfies readonly CoverageVerdict[];

const STATUS: Field<CheckStatus> = words(
  CHECK_STATUSES,
  'Outcome. Unknown: something that it needs was not collected; manual: a person must look.',
);
const VERDICT: Field<CoverageVerdict> = words(
  COVERAGE_VERDICTS,
  'Full: every sign-in that somebody with the password could choose is blocked or demands MFA; partial: some; none; ' +
    'report_only: would be full if report-only policies were on; blocked: every sign-in is; security_defaults and ' +
    'per_user_mfa: these decide; third_party: full only if a custom control counts; indeterminate: something is not known.',
);
/** Since which revision. */
export const SINCE = whole('Revision from which on it is so.', { minimum: 1 });
/** Until which revision. */
export const UNTIL = orNull(whole('Revision from which on it was so no more.'), 'it is in force.');
/** Since when. */
export const SINCE_AT = instant('When the revision was read from which on it was so.');
const CONTROLS = list(text('Control.'), 'Controls of the framework that it is evidence for.');

const EVIDENCE = list(
  record<Verdict['evidence'][number]>('Evidence', 'One fact that led to a status.', {
    object: text('Id of the policy, user, group or setting that it is about.'),
    statement: text('The fact, in one sentence.'),
  }),
  'What led to the outcome.',
);

/** A policy of Conditional Access. */
export const POLICY = anyObject(
  'A Conditional Access policy exactly as Graph shows it: https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy',
);

/** A check with its verdict. */
export const CHECK = record<Verdict>('Check', 'A check with its verdict.', {
  id: text('Id of the check.', { example: 'CA-03' }),
  status: STATUS,
  severity: words(['critical', 'high', 'medium', 'low'], 'How much a failure matters.'),
  title: text('What is checked.'),
  mappings: record<Mappings>('Mappings', 'Controls that the check is evidence for.', {
    soc2: CONTROLS,
    iso27001_2013: CONTROLS,
    iso27001_2022: CONTROLS,
    cis: CONTROLS,
    scuba: CONTROLS,
  }),
  evidence: EVIDENCE,
  remedy: text('What to do where it fails.'),
  level: optional(words(['SHALL', 'SHOULD'], 'How binding SCuBA makes it; absent for checks of our own.')),
  reason: optional(
    text('Code of why the outcome is so; absent where the evidence says it all.', {
      example: 'license_missing',
    }),
  ),
  sinceRevision: SINCE,
  inStandard: flag('Whether the tenant’s standard asks for it.'),
});

/** A version of a verdict. */
export const CHECK_VERSION = record<VerdictVersion>(
  'CheckVersion',
  'A verdict as it was for some revisions.',
  {
    status: STATUS,
    evidence: EVIDENCE,
    sinceRevision: SINCE,
    untilRevision: UNTIL,
    sinceAt: SINCE_AT,
  },
);

type Oracle = NonNullable<PostureSummary['oracle']>;
type Dispute = Oracle['disputed'][number];

const DISPUTE = record<Dispute>('DisputedSignIn', 'A sign-in on which the plugin and Graph disagree.', {
  name: text('Which sign-in.'),
  accountId: guid('Object id of the account.'),
  disagreements: list(
    record<Dispute['disagreements'][number]>('Disagreement', 'A policy on which they disagree.', {
      policyId: guid('Object id of the policy.'),
      plugin: flag('Whether it applies by the plugin.'),
      graph: flag('Whether it applies by Graph.'),
      graphReasons: text('Why it does not, by Graph; empty where it does.'),
    }),
    'Policy by policy.',
  ),
});

const ORACLE = record<Oracle>(
  'OracleReport',
  'How a sample of sign-ins compares with Graph’s own evaluation.',
  {
    asked: whole('Sign-ins that both evaluated.'),
    disputed: list(DISPUTE, 'Those on which they disagree.'),
    reason: orNull(text('Why nothing or not all was asked: a code.'), 'all was asked.'),
  },
);

/** Keys that were not collected. */
export const NOT_COLLECTED = byName(
  text('Reason.'),
  'Keys of the snapshot that were not collected, with the reason.',
);

/** An evaluation in numbers. */
export const EVALUATION = record<PostureSummary>('Evaluation', 'An evaluation in numbers.', {
  revision: whole('Number of the revision that was evaluated.'),
  evaluatedAt: instant('When it was evaluated.'),
  checks: byName(whole('How many.'), 'Checks of the standard by status; a status without checks is absent.'),
  coverage: byName(whole('How many.'), 'Accounts by verdict; a verdict without accounts is absent.'),
  meetsStandard: orNull(
    flag('Whether every check of the standard passes, is exempted or does not apply.'),
    'some are unknown and none fails.',
  ),
  notCollected: NOT_COLLECTED,
  oracle: orNull(ORACLE, 'Graph was not asked yet.'),
});

/** Coverage, as it is listed and exported. */
export const COVERAGE = table(
  'coverage',
  record<AccountCoverage>('AccountCoverage', 'How well the sign-ins of an account are protected.', {
    accountId: guid('Object id of the account.'),
    displayName: orNull(text('Display name.'), 'it has none.'),
    userPrincipalName: orNull(text('Name by which it signs in.'), 'Graph gave none.'),
    verdict: VERDICT,
    reasons: list(text('Dimension.', { example: 'LOCATION' }), 'Where the gap lies, or what is not known.'),
    policyIds: list(
      text('Object id of a policy.'),
      'Policies that match the account and bear on the verdict.',
    ),
    escape: orNull(text('The smallest sign-in that escapes, in words.'), 'none does.'),
    mfaCapable: orNull(
      flag('Whether a method is registered and allowed.'),
      'the registration report does not tell.',
    ),
    sinceRevision: SINCE,
  }),
  [
    'accountId',
    'displayName',
    'userPrincipalName',
    'verdict',
    'reasons',
    'escape',
    'mfaCapable',
    'policyIds',
  ],
);

/** What a tenant is measured against. */
export const STANDARD = record<Standard>('Standard', 'What the tenant is measured against.', {
  baseline: words(
    ['all', 'cis', 'scuba', 'own'],
    'Every check, those of a CIS benchmark, SCuBA’s rules, or a selection.',
  ),
  checks: list(text('Id of a check.'), 'The selection; of meaning for `own` alone.'),
  breakGlassAccounts: list(
    guid('Object id of an account.'),
    'Accounts for emergencies, which policies leave out.',
  ),
  changedAt: orNull(instant('When it was chosen.'), 'nobody has chosen one.'),
  changedBy: orNull(text('Who chose it, as the host knows them.'), 'nobody has chosen one.'),
});

const IDS = list(text('Object id.'), 'Left out of the check.');

/** A deviation that was declared deliberate. */
export const EXEMPTION = record<Exemption>('Exemption', 'A deviation that was declared to be deliberate.', {
  id: guid('Id of the exemption.'),
  checkId: text('The check.'),
  scope: record<ExemptionScope>('ExemptionScope', 'What is left out of the check.', {
    users: IDS,
    groups: IDS,
    applications: IDS,
    guestUserTypes: list(text('Type as Graph names it.'), 'Types of guests that are left out.'),
    roleUsers: IDS,
    roleGroups: IDS,
  }),
  reason: text('Why.'),
  owner: text('Who answers for it.'),
  expiresAt: instant('When it ends by itself.'),
  createdAt: instant('When it was declared.'),
  createdBy: text('Who declared it, as the host knows them.'),
  state: words(['in-force', 'expired', 'ended'], 'Whether it counts now.'),
  endedAt: orNull(instant('When somebody ended it.'), 'nobody did.'),
  endedBy: orNull(text('Who ended it.'), 'nobody did.'),
});

type Requirement = WhatIfResult['requirements'][number];
type Open = WhatIfResult['indeterminate'][number];
const TEXTS = list(text('One of them.'), 'Names.');

/** Fields of an answer to a question about a sign-in. */
export const WHAT_IF_FIELDS = {
  decision: words(['allow', 'block', 'controls_required'], 'Outcome by the enabled policies alone.'),
  requiredControls: list(text('Name of a control.'), 'Controls that are still to be satisfied.'),
  value: list(
    anyObject('The policy with `policyApplies` and `analysisReasons`, as Graph’s whatIfAnalysisResult.'),
    'Every policy.',
  ),
  requirements: list(
    record<Requirement>('PolicyRequirement', 'What a policy that applies still demands.', {
      policyId: text('Object id of the policy.'),
      operator: words(['AND', 'OR'], 'All of the controls, or one of them.'),
      controls: TEXTS,
    }),
    'Policy by policy.',
  ),
  sessionControls: anyObject<object>(
    'Session controls of all policies that apply, the most restrictive of each.',
  ),
  indeterminate: list(
    record<Open>('IndeterminatePolicy', 'A policy of which it is not known whether it applies.', {
      id: text('Object id of the policy.'),
      missing: TEXTS,
      unknown: TEXTS,
    }),
    'Left out of the decision.',
  ),
} as const;
