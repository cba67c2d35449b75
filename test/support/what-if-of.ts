import type { WhatIfResult } from '#access-policy/model/results.js';
import { whatIf } from '#access-policy/what-if/what-if.js';
import type { JsonObject } from '#kernel/json.js';
import { tenant } from './policy-builder.js';

/** Parts of a request that a test sets. */
export interface Asked {
  readonly identity?: JsonObject;
  readonly context?: JsonObject;
  readonly conditions?: JsonObject;
  readonly satisfied?: readonly string[];
  readonly tenant?: JsonObject;
}

/** Everything about a sign-in known and ordinary: a browser on an unregistered Windows device somewhere in Sweden. */
export const ORDINARY: JsonObject = {
  devicePlatform: 'windows',
  clientAppType: 'browser',
  ipAddress: '203.0.113.7',
  country: 'SE',
  signInRiskLevel: 'none',
  userRiskLevel: 'none',
  insiderRiskLevel: 'none',
  authenticationFlow: { transferMethod: 'none' },
};

/** Asks what would happen to `u1` at `app-1`; conditions replace the ordinary ones by name, null takes one away. */
export function ask(policies: readonly JsonObject[], asked: Asked = {}): WhatIfResult {
  return whatIf({
    snapshot: tenant(policies, asked.tenant),
    request: {
      signInIdentity: asked.identity ?? { userId: 'u1' },
      signInContext: asked.context ?? { includeApplications: ['app-1'] },
      signInConditions: { ...ORDINARY, ...asked.conditions },
    },
    session: { satisfiedControls: asked.satisfied ?? [] },
  });
}

/** `notSet` where the only policy applies, else Graph's reason why it does not. */
export function reasonOf(policy: JsonObject, asked: Asked = {}): string | undefined {
  const [found] = ask([policy], asked).value;
  return found?.analysisReasons;
}
