import type { JsonObject } from '#kernel/json.js';
import { ALL_USERS, flagOf, member, methodOf, NOBODY, numberOf, objects, textOf } from '../json-fields.js';
import { judgeRule, rule, type Rule } from '../rule.js';
import { about, both, settingIs, verdict, type Verdict } from '../verdict.js';
import { BASELINE_RULES } from './baseline-policies.js';

const TAP_MINUTES_MAX = 480;

/** Settings of the authentication methods policy. */
export const METHOD_RULES: Readonly<Record<string, Rule>> = {
  'AM-01': methods((policy) => {
    const state = policy['policyMigrationState'];
    return settingIs('authenticationMethodsPolicy', 'policyMigrationState', state, (value) =>
      [null, 'migrationComplete'].includes(value as string | null),
    );
  }),
  'AM-02': methods((policy) =>
    both([isDisabled(policy, 'Sms'), isDisabled(policy, 'Voice'), smsSignIn(policy)]),
  ),
  'AM-03': methods((policy) => isDisabled(policy, 'Email')),
  'AM-04': rule(['authenticationMethodsPolicy'], ({ authenticationMethodsPolicy: policy }, context) => {
    const method = methodOf(policy, 'MicrosoftAuthenticator');
    if (method === undefined) return noMethod('MicrosoftAuthenticator');
    if (method['state'] !== 'enabled') return notInUse('MicrosoftAuthenticator');
    const shown = both([
      feature(method, 'displayAppInformationRequiredState'),
      feature(method, 'displayLocationInformationRequiredState'),
    ]);
    const baseline = BASELINE_RULES['CA-04'];
    if (baseline === undefined) return shown;
    const strong = judgeRule(baseline, { ...context, exemption: context.exemptionOf('CA-04') }).status;
    if (strong === 'pass' || strong === 'exempted') {
      const statement = 'Phishing-resistant MFA is demanded of all users, so that nobody approves prompts.';
      return verdict('not_applicable', [about('MicrosoftAuthenticator', statement)]);
    }
    if (strong !== 'unknown') return shown;
    const statement = 'Whether phishing-resistant MFA is demanded of all users cannot be judged.';
    return verdict('unknown', [about('conditionalAccessPolicies', statement), ...shown.evidence]);
  }),
  'AM-05': methods((policy) => {
    const method = methodOf(policy, 'MicrosoftAuthenticator');
    if (method === undefined) return noMethod('MicrosoftAuthenticator');
    const isOn = flagOf(method, 'isSoftwareOathEnabled');
    return settingIs('MicrosoftAuthenticator', 'isSoftwareOathEnabled', isOn, (value) => !value);
  }),
  'AM-06': methods((policy) => {
    const method = methodOf(policy, 'Fido2');
    if (method === undefined) return noMethod('Fido2');
    const state = settingIs('Fido2', 'state', textOf(method, 'state'), (value) => value === 'enabled');
    const profiles = objects(method['passkeyProfiles']);
    return both([state, ...(profiles.length === 0 ? [keys(method)] : profiles.map(profile))]);
  }),
  'AM-07': methods((policy) => {
    const method = methodOf(policy, 'TemporaryAccessPass');
    if (method === undefined) return noMethod('TemporaryAccessPass');
    if (method['state'] !== 'enabled') return notInUse('TemporaryAccessPass');
    const minutes = numberOf(method, 'maximumLifetimeInMinutes');
    return both([
      settingIs('TemporaryAccessPass', 'isUsableOnce', flagOf(method, 'isUsableOnce'), (value) => value),
      settingIs(
        'TemporaryAccessPass',
        'maximumLifetimeInMinutes',
        minutes,
        (value) => value <= TAP_MINUTES_MAX,
      ),
    ]);
  }),
  'AM-08': methods((policy) => {
    const settings = member(policy, 'reportSuspiciousActivitySettings');
    const target = textOf(member(settings, 'includeTarget'), 'id');
    return both([
      settingIs(
        'reportSuspiciousActivitySettings',
        'state',
        textOf(settings, 'state'),
        (value) => value === 'enabled',
      ),
      settingIs(
        'reportSuspiciousActivitySettings',
        'includeTarget.id',
        target,
        (value) => value === ALL_USERS,
      ),
    ]);
  }),
  'AM-09': methods((policy) =>
    forEverybody('systemCredentialPreferences', member(policy, 'systemCredentialPreferences')),
  ),
  'AM-10': methods((policy) => {
    const name = 'authenticationMethodsRegistrationCampaign';
    const campaign = member(member(policy, 'registrationEnforcement'), name);
    return both([isOnOrManaged(name, campaign), includesEverybody(name, campaign)]);
  }),
};

function methods(judge: (policy: JsonObject) => Verdict): Rule {
  return rule(['authenticationMethodsPolicy'], (data) => judge(data.authenticationMethodsPolicy));
}

function isDisabled(policy: JsonObject, id: string): Verdict {
  const method = methodOf(policy, id);
  if (method === undefined) return noMethod(id);
  return settingIs(id, 'state', textOf(method, 'state'), (value) => value === 'disabled');
}

function smsSignIn(policy: JsonObject): Verdict {
  const targets = objects(methodOf(policy, 'Sms')?.['includeTargets']);
  const usable = targets.filter((target) => target['isUsableForSignIn'] === true);
  const broken = usable.map((target) =>
    about('Sms', `SMS can be used to sign in by ${textOf(target, 'id') ?? 'somebody'}.`),
  );
  if (broken.length > 0) return verdict('fail', broken);
  return verdict('pass', [about('Sms', 'Nobody signs in by SMS alone.')]);
}

function feature(method: JsonObject, name: string): Verdict {
  const setting = member(member(method, 'featureSettings'), name);
  const excluded = textOf(member(setting, 'excludeTarget'), 'id') ?? NOBODY;
  return both([
    settingIs(
      'MicrosoftAuthenticator',
      `${name}.state`,
      textOf(setting, 'state'),
      (value) => value === 'enabled',
    ),
    settingIs(
      'MicrosoftAuthenticator',
      `${name}.includeTarget.id`,
      textOf(member(setting, 'includeTarget'), 'id'),
      (value) => value === ALL_USERS,
    ),
    settingIs('MicrosoftAuthenticator', `${name}.excludeTarget.id`, excluded, isNobody),
  ]);
}

function keys(method: JsonObject): Verdict {
  const attestation = flagOf(method, 'isAttestationEnforced');
  return both([
    settingIs('Fido2', 'isAttestationEnforced', attestation, (value) => value),
    restricted(method, 'Fido2'),
  ]);
}

function profile(passkeys: JsonObject): Verdict {
  const name = textOf(passkeys, 'name') ?? 'passkey profile';
  const attestation = textOf(passkeys, 'attestationEnforcement');
  return both([
    settingIs(name, 'attestationEnforcement', attestation, (value) => value !== 'disabled'),
    restricted(passkeys, name),
  ]);
}

function restricted(owner: JsonObject, name: string): Verdict {
  const restrictions = member(owner, 'keyRestrictions');
  const models = restrictions['aaGuids'];
  return both([
    settingIs(name, 'keyRestrictions.isEnforced', flagOf(restrictions, 'isEnforced'), (value) => value),
    settingIs(name, 'keyRestrictions.aaGuids', models, (value) => Array.isArray(value) && value.length > 0),
  ]);
}

function forEverybody(name: string, settings: JsonObject): Verdict {
  const excluded = objects(settings['excludeTargets']).map((target) => textOf(target, 'id') ?? '');
  const open = excluded.filter((id) => !isNobody(id));
  const exceptions = settingIs(name, 'excludeTargets', open, (value) => value.length === 0);
  return both([isOnOrManaged(name, settings), includesEverybody(name, settings), exceptions]);
}

function isOnOrManaged(name: string, settings: JsonObject): Verdict {
  const state = textOf(settings, 'state');
  return settingIs(name, 'state', state, (value) => value === 'enabled' || value === 'default');
}

function includesEverybody(name: string, settings: JsonObject): Verdict {
  const targets = settings['includeTargets'];
  const ids = targets === undefined ? undefined : objects(targets).map((target) => textOf(target, 'id'));
  return settingIs(name, 'includeTargets', ids, (value) => value.includes(ALL_USERS));
}

const isNobody = (id: string): boolean => id === NOBODY || id === '';

function noMethod(id: string): Verdict {
  return verdict('unknown', [about(id, `The policy has no configuration of ${id}.`)]);
}

function notInUse(id: string): Verdict {
  return verdict('not_applicable', [about(id, `The method ${id} is not enabled.`)]);
}
