import type { Doubt, Policy } from '../model/policy.js';
import { doubt, no, YES, type Answer } from './answer.js';

/** Says what of a policy is not understood. */
export function doubtText({ path, value }: Doubt): string {
  return `has ${path} = ${value}, which is not known to this version`;
}

/** In doubt where the policy has something unknown that decides whom and what it applies to. */
export function understood(policy: Policy): Answer {
  const open = policy.doubts.filter(({ part }) => part !== 'grant' && part !== 'session');
  return open.length === 0 ? YES : doubt(...open.map(doubtText));
}

/** Whether the policy is enforced. */
export function enabled(policy: Policy): Answer {
  switch (policy.state) {
    case 'enabled':
      return YES;
    case 'enabledForReportingButNotEnforced':
      return no('is report-only');
    case 'disabled':
      return no('is off');
    case 'unknown':
      return doubt('has a state that is not known to this version');
  }
}
