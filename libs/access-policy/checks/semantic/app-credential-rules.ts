import type { JsonObject } from '#kernel/json.js';
import { isForAllApps, restrictionsOf, SCOPES, type Credentials } from '../app-restrictions.js';
import { durationDays } from '../duration.js';
import { flagOf, listIn, member, objects, textOf } from '../json-fields.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude, type Verdict } from '../verdict.js';
import type { Evidence } from '../../model/results.js';

/** Restrictions on credentials of applications; entries that are missing restrict nothing. */
export const APP_CREDENTIAL_RULES: Readonly<Record<string, Rule>> = {
  'AC-01': credentials('passwordCredentials', 'passwordAddition', undefined),
  'AC-02': credentials('passwordCredentials', 'passwordLifetime', 181),
  'AC-03': credentials('keyCredentials', 'asymmetricKeyLifetime', 366),
};

function credentials(kind: Credentials, type: string, daysMax: number | undefined): Rule {
  return rule(['defaultAppManagementPolicy'], ({ defaultAppManagementPolicy: policy, source }) => {
    const scopes = SCOPES.map((scope) => scopeFindings(policy, scope, kind, type, daysMax));
    const custom = source['appManagementPolicies'];
    const exempting = objects(listIn(custom)).flatMap((each) => exemptingText(each, kind, type));
    const broken = [...isOff(policy), ...scopes.flatMap((each) => each.broken), ...exempting];
    const doubtful = scopes.flatMap((each) => each.doubtful);
    const isOpen = flagOf(policy, 'isEnabled') === undefined;
    const state = isOpen ? [about('defaultAppManagementPolicy', 'isEnabled was not returned.')] : [];
    return passed({ broken, doubtful: [...doubtful, ...state] }, type, custom === undefined);
  });
}

function passed(found: Parameters<typeof conclude>[0], type: string, isDefaultOnly: boolean): Verdict {
  const limits = isDefaultOnly ? ' Custom policies were not part of what was collected.' : '';
  const statement = `${type} is restricted for all applications and service principals.${limits}`;
  return conclude(found, [about('defaultAppManagementPolicy', statement)]);
}

function isOff(policy: JsonObject): readonly Evidence[] {
  const statement = 'The default policy is not enabled, so that it restricts nothing.';
  return policy['isEnabled'] === false ? [about('defaultAppManagementPolicy', statement)] : [];
}

function scopeFindings(
  policy: JsonObject,
  scope: (typeof SCOPES)[number],
  kind: Credentials,
  type: string,
  daysMax: number | undefined,
): { readonly broken: readonly Evidence[]; readonly doubtful: readonly Evidence[] } {
  const entries = restrictionsOf(member(policy, scope), kind, type);
  const say = (text: string): Evidence => about(scope, `${type} ${text}.`);
  if (entries.length === 0) return { broken: [say('is not restricted')], doubtful: [] };
  const broken = entries.flatMap((entry) => {
    if (entry['state'] !== 'enabled') return [say(`has the state ${JSON.stringify(entry['state'])}`)];
    if (!isForAllApps(entry)) return [say('restricts new applications only')];
    const days = daysMax === undefined ? undefined : durationDays(textOf(entry, 'maxLifetime'));
    return days !== undefined && daysMax !== undefined && days > daysMax ? [say(`allows ${days} days`)] : [];
  });
  const unread = entries.filter((entry) => durationDays(textOf(entry, 'maxLifetime')) === undefined);
  const isOpen = daysMax !== undefined && unread.length > 0;
  return { broken, doubtful: isOpen ? [say('does not say a lifetime that can be read')] : [] };
}

function exemptingText(policy: JsonObject, kind: Credentials, type: string): readonly Evidence[] {
  const off = restrictionsOf(member(policy, 'restrictions'), kind, type).some(
    (entry) => entry['state'] !== 'enabled',
  );
  const apps = objects(policy['appliesTo']);
  if (policy['isEnabled'] !== true || !off || apps.length === 0) return [];
  const names = apps.map((app) => textOf(app, 'displayName') ?? textOf(app, 'id') ?? '').join(', ');
  const name = textOf(policy, 'displayName') ?? textOf(policy, 'id') ?? '';
  return [about(textOf(policy, 'id') ?? name, `The custom policy "${name}" lifts ${type} for ${names}.`)];
}
