import type { Rule } from '../rule.js';
import { OTHER_RULES } from './agents.js';
import { APP_RULES } from './apps.js';
import { CA_RULES } from './conditional-access.js';
import { PRIVILEGED_RULES } from './privileged.js';
import { SETTING_RULES } from './settings.js';

/** The rule of every policy of the baseline, as ScubaGear implements it. */
export const SCUBA_RULES: Readonly<Record<string, Rule>> = {
  ...CA_RULES,
  ...SETTING_RULES,
  ...APP_RULES,
  ...PRIVILEGED_RULES,
  ...OTHER_RULES,
};
