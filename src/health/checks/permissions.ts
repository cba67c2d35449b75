import { ASKED_PERMISSIONS, excessOf } from '../../connections/permissions.port.js';
import type { GraphToken } from '../../connect/token-source.port.js';
import type { HealthCheck } from '../health.port.js';
import { healthProblems } from '../health.problems.js';
import { found, foundProblem } from './check.js';

/** Each permission that the plugin asks for: granted, required and missing, or not granted. */
export function checkPermissions(token: GraphToken): readonly HealthCheck[] {
  const checks = ASKED_PERMISSIONS.map(({ name, core, feature }) => {
    const check = `permission:${name}`;
    if (token.grants.has(name)) return found(check, 'pass', `${name} is granted.`, feature);
    if (token.grants.size === 0 && token.kind === 'delegated') {
      return found(check, 'unknown', 'The token does not show its permissions.', feature);
    }
    if (!core)
      return found(check, 'not_granted', `${name} is not granted: ${feature} stays unknown.`, feature);
    const summary = `${name} is not granted, so ${feature} cannot be read.`;
    return foundProblem(check, 'fail', healthProblems['core-permission-missing'], { summary, feature });
  });
  return [...checks, checkExcess(token)];
}

function checkExcess(token: GraphToken): HealthCheck {
  const excess = excessOf(token.grants);
  if (excess.length === 0)
    return found('permissions-not-needed', 'pass', 'Nothing is granted that is not needed.');
  const writing = excess.filter((permission) => !/\.Read(Basic)?(\.|$)/.test(permission));
  const worst = writing.length > 0 ? ` Able to write: ${writing.join(', ')}.` : '';
  const summary = `Granted but not needed: ${excess.join(', ')}.${worst}`;
  return foundProblem('permissions-not-needed', 'warn', healthProblems['permission-not-needed'], { summary });
}
