import type { Policy } from '../model/policy.js';
import { doubt, every, when, YES, type Answer } from './answer.js';
import { doubtText } from './policy-doubts.js';

const HOURS: Readonly<Record<string, number>> = { hours: 1, days: 24 };

/** Whether the policy asks for a new sign-in every time. */
export function everyTime(policy: Policy): Answer {
  const frequency = policy.sessionControls?.signInFrequency;
  const isIt = frequency?.isEnabled === true && frequency.frequencyInterval === 'everyTime';
  return sure(policy, when(isIt, 'does not set the sign-in frequency to every time'));
}

/** Whether the policy asks for a new sign-in after this number of hours at most, or every time. */
export function signInWithin(policy: Policy, hoursMax: number): Answer {
  const frequency = policy.sessionControls?.signInFrequency;
  const hours = (frequency?.value ?? Infinity) * (HOURS[frequency?.type ?? ''] ?? Infinity);
  const isIt =
    frequency?.isEnabled === true && (frequency.frequencyInterval === 'everyTime' || hours <= hoursMax);
  return sure(policy, when(isIt, `does not limit the sign-in frequency to ${hoursMax} hours`));
}

/** Whether the policy never keeps browser sessions. */
export function neverPersistent(policy: Policy): Answer {
  const browser = policy.sessionControls?.persistentBrowser;
  const isIt = browser?.isEnabled === true && browser.mode === 'never';
  return sure(policy, when(isIt, 'does not set browser sessions to never persistent'));
}

/** Whether a session control of the policy is on. */
export function sessionControl(
  policy: Policy,
  name: 'applicationEnforcedRestrictions' | 'secureSignInSession',
): Answer {
  return sure(policy, when(policy.sessionControls?.[name]?.isEnabled === true, `does not use ${name}`));
}

/** Something unknown among the session controls may change what the known ones do. */
function sure(policy: Policy, answer: Answer): Answer {
  const strange = policy.doubts.filter(({ part }) => part === 'session').map(doubtText);
  return every([answer, strange.length === 0 ? YES : doubt(...strange)]);
}
