import type { JsonObject } from '#kernel/json.js';

/** A sign-in that is asked about, as Graph's What If takes it. */
export interface SampledSignIn {
  readonly name: string;
  readonly request: JsonObject;
}

const OFFICE = '00000003-0000-0ff1-ce00-000000000000';
const AZURE_MANAGEMENT = '797f4846-ba00-4fd7-ba43-dac1f8f63013';

interface Scenario {
  readonly name: string;
  readonly applicationId: string;
  readonly conditions: JsonObject;
}

/** Every condition is given, since Graph does not evaluate what is missing. Addresses are of RFC 5737. */
const SCENARIOS: readonly Scenario[] = [
  {
    name: 'browser from an unknown network',
    applicationId: OFFICE,
    conditions: conditions('browser', 'windows', 'none'),
  },
  {
    name: 'legacy client from an unknown network',
    applicationId: OFFICE,
    conditions: conditions('other', 'windows', 'none'),
  },
  {
    name: 'risky sign-in to Azure management',
    applicationId: AZURE_MANAGEMENT,
    conditions: conditions('mobileAppsAndDesktopClients', 'macOS', 'high'),
  },
];

function conditions(clientAppType: string, devicePlatform: string, risk: string): JsonObject {
  return {
    clientAppType,
    devicePlatform,
    signInRiskLevel: risk,
    userRiskLevel: 'none',
    country: 'FR',
    ipAddress: '203.0.113.7',
    deviceInfo: { isCompliant: false },
  };
}

/** The sign-ins of some accounts, each account with the scenario that comes round; `accounts` decides how many. */
export function sampleSignIns(accounts: readonly string[]): readonly SampledSignIn[] {
  return accounts.flatMap((userId, index) => {
    const scenario = SCENARIOS[index % SCENARIOS.length];
    if (scenario === undefined) return [];
    const { name, applicationId, conditions: signInConditions } = scenario;
    const request = {
      signInIdentity: { '@odata.type': '#microsoft.graph.userSignIn', userId },
      signInContext: {
        '@odata.type': '#microsoft.graph.applicationContext',
        includeApplications: [applicationId],
      },
      signInConditions,
      appliedPoliciesOnly: false,
    };
    return [{ name, request }];
  });
}
