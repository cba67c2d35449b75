import type { Rule } from '../rule.js';
import { ACCOUNT_RULES } from './account-policies.js';
import { APPLICATION_RULES } from './application-rules.js';
import { APP_CREDENTIAL_RULES } from './app-credential-rules.js';
import { AUTHORIZATION_RULES } from './authorization-settings.js';
import { BASELINE_RULES } from './baseline-policies.js';
import { CONTROL_RULES } from './control-policies.js';
import { COVERAGE_RULES } from './coverage-rules.js';
import { EXCLUSION_RULES } from './exclusion-rules.js';
import { HYGIENE_RULES } from './hygiene-policies.js';
import { LOCATION_RULES } from './location-policies.js';
import { MECHANISM_RULES } from './mechanism.js';
import { METHOD_RULES } from './method-settings.js';
import { PASSWORD_RULES } from './password-settings.js';
import { PIM_RULES } from './pim-settings.js';
import { PRIVILEGED_RULES } from './privileged-roles.js';
import { REFERENCE_RULES } from './reference-policies.js';
import { REGISTRATION_RULES } from './registration.js';
import { RISK_RULES } from './risk-policies.js';

/** The rule of every check of the semantic profile. */
export const SEMANTIC_RULES: Readonly<Record<string, Rule>> = {
  ...MECHANISM_RULES,
  ...COVERAGE_RULES,
  ...EXCLUSION_RULES,
  ...APPLICATION_RULES,
  ...BASELINE_RULES,
  ...RISK_RULES,
  ...CONTROL_RULES,
  ...LOCATION_RULES,
  ...HYGIENE_RULES,
  ...REFERENCE_RULES,
  ...ACCOUNT_RULES,
  ...METHOD_RULES,
  ...REGISTRATION_RULES,
  ...PASSWORD_RULES,
  ...AUTHORIZATION_RULES,
  ...PRIVILEGED_RULES,
  ...PIM_RULES,
  ...APP_CREDENTIAL_RULES,
};
