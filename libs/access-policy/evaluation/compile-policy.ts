import { compileApplication, compileTarget } from '../conditions/applications.js';
import { doubtful, type Condition } from '../conditions/condition.js';
import { compileDevices } from '../conditions/devices.js';
import { compileLocations, type LocationMatcher } from '../conditions/locations.js';
import { compileClientApps, compileFlows, compilePlatforms, compileRisks } from '../conditions/settings.js';
import { compileSubject } from '../conditions/users.js';
import type { Dimension, Policy } from '../model/policy.js';
import type { Subject } from './sign-in.js';
import { UNKNOWN, type Truth } from './truth.js';

/** A policy as functions: each condition that it has, by the part that it belongs to. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly matchesSubject: (subject: Subject) => Truth;
  /** Whether one application is protected; `any other application` stands for all that nobody names. */
  readonly matchesApplication: (id: string) => Truth;
  /** The target first, then conditions that are configured; one that is absent matches everything. */
  readonly conditions: readonly (readonly [Dimension, Condition])[];
}

/** Compiles a policy once, so that deciding a sign-in costs a few set look-ups. */
export function compilePolicy(policy: Policy, locations: LocationMatcher): CompiledPolicy {
  const target = compileTarget(policy);
  const optional: readonly (readonly [Dimension, Condition | undefined])[] = [
    ['devicePlatform', compilePlatforms(policy)],
    ['devices', compileDevices(policy)],
    ['clientApps', compileClientApps(policy)],
    ['location', compileLocations(policy, locations)],
    ...compileRisks(policy),
    ['authenticationFlow', compileFlows(policy)],
    ['other', doubtful(policy, 'other').all ? (): Truth => UNKNOWN : undefined],
  ];
  return {
    policy,
    matchesSubject: compileSubject(policy),
    matchesApplication: compileApplication(policy),
    conditions: [
      ['application', (signIn) => target(signIn.target)],
      ...optional.flatMap(([part, condition]) =>
        condition === undefined ? [] : [[part, condition] as const],
      ),
    ],
  };
}
