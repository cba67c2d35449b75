import { APP_CREDENTIAL_CHECKS } from './app-credentials.js';
import { AUTHORIZATION_CHECKS } from './authorization.js';
import { GRANT_CHECKS } from './conditional-access-grants.js';
import { HYGIENE_CHECKS } from './conditional-access-hygiene.js';
import { COVERAGE_CHECKS } from './coverage.js';
import type { CheckDefinition } from './definition.js';
import { METHOD_CHECKS } from './methods.js';
import { PASSWORD_CHECKS } from './passwords.js';
import { PRIVILEGED_CHECKS } from './privileged.js';

/** The catalogue by family, in the order in which it is shown. */
export const FAMILIES = {
  'Effective coverage': COVERAGE_CHECKS,
  'Conditional Access structure': [...GRANT_CHECKS, ...HYGIENE_CHECKS],
  'Authentication methods and passwords': [...METHOD_CHECKS, ...PASSWORD_CHECKS],
  'Authorization, consent, guests and privileged access': [
    ...AUTHORIZATION_CHECKS,
    ...PRIVILEGED_CHECKS,
    ...APP_CREDENTIAL_CHECKS,
  ],
} as const satisfies Readonly<Record<string, readonly CheckDefinition[]>>;

/** Every check of the semantic profile: 85 rows, of which the last has three verdicts (AC-01 to AC-03). */
export const CATALOGUE: readonly CheckDefinition[] = Object.values(FAMILIES).flat();
