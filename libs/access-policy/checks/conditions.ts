import type { Policy } from '../model/policy.js';
import { every, no, when, type Answer } from './answer.js';

/** Conditions that can narrow a policy. */
export type Condition =
  | 'clientApps'
  | 'devicePlatform'
  | 'location'
  | 'devices'
  | 'signInRisk'
  | 'userRisk'
  | 'insiderRisk'
  | 'authenticationFlow'
  | 'workloadIdentities';

const TESTS: Readonly<Record<Condition, (policy: Policy) => Answer>> = {
  clientApps: ({ conditions }) => allModernClients(conditions.clientAppTypes),
  devicePlatform: ({ conditions: { platforms } }) =>
    when(
      isWide(platforms?.includePlatforms, 'all') && isEmpty(platforms?.excludePlatforms),
      'applies to some device platforms only',
    ),
  location: ({ conditions: { locations } }) =>
    when(
      isWide(locations?.includeLocations, 'All') && isEmpty(locations?.excludeLocations),
      'applies from some locations only',
    ),
  devices: ({ conditions }) =>
    when(conditions.deviceFilter === undefined, 'applies to filtered devices only'),
  signInRisk: ({ conditions }) =>
    when(isEmpty(conditions.signInRiskLevels), 'applies at some sign-in risk only'),
  userRisk: ({ conditions }) => when(isEmpty(conditions.userRiskLevels), 'applies at some user risk only'),
  insiderRisk: ({ conditions }) =>
    when(isEmpty(conditions.insiderRiskLevels), 'applies at some insider risk only'),
  authenticationFlow: ({ conditions }) =>
    when(isEmpty(conditions.transferMethods), 'applies to some authentication flows only'),
  workloadIdentities: ({ conditions }) =>
    when(
      conditions.clientApplications === undefined &&
        isEmpty(conditions.servicePrincipalRiskLevels) &&
        isEmpty(conditions.agentIdRiskLevels),
      'is about workload identities',
    ),
};

/** Whether nothing but the named conditions narrows the policy. */
export function unconditional(policy: Policy, except: readonly Condition[] = []): Answer {
  const names = (Object.keys(TESTS) as Condition[]).filter((name) => !except.includes(name));
  return every(names.map((name) => TESTS[name](policy)));
}

/** Whether a list of client types holds every client that can do modern authentication. */
function allModernClients(types: readonly string[]): Answer {
  const isAll = types.length === 0 || types.includes('all');
  const hasBoth = types.includes('browser') && types.includes('mobileAppsAndDesktopClients');
  return isAll || hasBoth ? every([]) : no(`applies to ${types.join(', ')} only`);
}

function isWide(values: readonly string[] | undefined, all: string): boolean {
  return isEmpty(values) || values?.includes(all) === true;
}

function isEmpty(values: readonly string[] | undefined): boolean {
  return values === undefined || values.length === 0;
}
