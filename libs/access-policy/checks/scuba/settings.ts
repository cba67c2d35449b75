import type { JsonObject } from '#kernel/json.js';
import type { Evidence } from '../../model/results.js';
import type { Domain } from '../../model/tenant-shapes.js';
import { GUEST_USER_ROLES } from '../../model/well-known.js';
import { flagOf, member, methodOf, methodsOf, textOf } from '../json-fields.js';
import { judgeRule, rule, type Context, type Rule } from '../rule.js';
import { consentPolicies } from '../semantic/authorization-settings.js';
import { neverExpires } from '../semantic/password-settings.js';
import { about, both, conclude, settingIs, verdict, type Verdict } from '../verdict.js';
import { CA_RULES } from './conditional-access.js';
import { authorizationPolicies } from './inputs.js';
import { riskyLowPermissions } from './low-permissions.js';

const OBJECT = 'authorizationPolicy';
const GUEST_ROLES: readonly string[] = [GUEST_USER_ROLES.restricted, GUEST_USER_ROLES.limited];
/** A sub-domain without a verified managed root. */
const NO_ROOT = 'no root';
const SELF = 'ManagePermissionGrantsForSelf.microsoft-user-default-';

/** Rules on methods, consent, guests and domains. */
export const SETTING_RULES: Readonly<Record<string, Rule>> = {
  'MS.AAD.3.3v2': rule(['authenticationMethodsPolicy'], (data, context) => {
    const policy = data.authenticationMethodsPolicy;
    if (!Array.isArray(policy['authenticationMethodConfigurations'])) return noMethods();
    const strong = strongForAll(context);
    if (strong === 'pass') return notApplicable('Phishing-resistant MFA is demanded of all users.');
    const method = methodOf(policy, 'MicrosoftAuthenticator');
    if (method?.['state'] !== 'enabled') return notApplicable('Microsoft Authenticator is not enabled.');
    const found = both([
      settingIs(
        'MicrosoftAuthenticator',
        'isSoftwareOathEnabled',
        flagOf(method, 'isSoftwareOathEnabled'),
        (value) => !value,
      ),
      shown(method, 'displayAppInformationRequiredState'),
      shown(method, 'displayLocationInformationRequiredState'),
    ]);
    return found.status === 'fail' && strong === 'unknown' ? verdict('unknown', found.evidence) : found;
  }),
  'MS.AAD.3.4v1': rule(['authenticationMethodsPolicy'], ({ authenticationMethodsPolicy: policy }) => {
    const state = policy['policyMigrationState'];
    return settingIs('authenticationMethodsPolicy', 'policyMigrationState', state, (value) =>
      [null, 'migrationComplete'].includes(value as string | null),
    );
  }),
  'MS.AAD.3.5v2': rule(['authenticationMethodsPolicy'], ({ authenticationMethodsPolicy: policy }) => {
    if (!Array.isArray(policy['authenticationMethodConfigurations'])) return noMethods();
    const weak = methodsOf(policy).filter(({ id }) => id === 'Sms' || id === 'Voice' || id === 'Email');
    const broken = weak
      .filter(({ state }) => state !== 'disabled')
      .map((method) => about(textOf(method, 'id') ?? '', 'This method is not disabled.'));
    return conclude({ broken, doubtful: [] }, [
      about('authenticationMethodsPolicy', 'SMS, voice and email are not enabled.'),
    ]);
  }),
  'MS.AAD.5.1v1': authorization((policy) =>
    settingIs(
      OBJECT,
      'allowedToCreateApps',
      member(policy, 'defaultUserRolePermissions')['allowedToCreateApps'],
      (value) => value !== true,
    ),
  ),
  'MS.AAD.5.2v1': rule(['authorizationPolicy'], (data) =>
    both(
      authorizationPolicies(data).map((policy) => {
        const ids = consentPolicies(policy);
        const found = settingIs(
          OBJECT,
          'permissionGrantPoliciesAssigned',
          ids,
          (value) => !value.includes(`${SELF}recommended`),
        );
        const isLow = found.status === 'pass' && ids?.includes(`${SELF}low`) === true;
        return isLow ? both([found, riskyLowPermissions(data)]) : found;
      }),
    ),
  ),
  'MS.AAD.5.3v1': rule(['groupSettings'], ({ groupSettings }) => {
    const values = groupSettings
      .flatMap(({ values: own }) => own ?? [])
      .filter(({ name }) => name === 'EnableAdminConsentRequests')
      .map(({ value }) => value?.toLowerCase());
    const isRight = values.includes('true') && !values.includes('false');
    const statement =
      values.length === 0
        ? 'There is no setting EnableAdminConsentRequests.'
        : `EnableAdminConsentRequests is ${values.join(', ')}.`;
    return verdict(isRight ? 'pass' : 'fail', [about('groupSettings', statement)]);
  }),
  'MS.AAD.6.1v1': rule(['domains'], ({ domains }) => expiry(domains)),
  'MS.AAD.8.1v1': authorization((policy) =>
    settingIs(OBJECT, 'guestUserRoleId', textOf(policy, 'guestUserRoleId')?.toLowerCase(), (id) =>
      GUEST_ROLES.includes(id),
    ),
  ),
  'MS.AAD.8.2v1': authorization((policy) =>
    settingIs(
      OBJECT,
      'allowInvitesFrom',
      textOf(policy, 'allowInvitesFrom'),
      (value) => value === 'adminsAndGuestInviters',
    ),
  ),
};

function strongForAll(context: Context): Verdict['status'] {
  const strong = CA_RULES['MS.AAD.3.1v1'];
  if (strong === undefined) return 'unknown';
  return judgeRule(strong, { ...context, exemption: context.exemptionOf('MS.AAD.3.1v1') }).status;
}

function authorization(judge: (policy: JsonObject) => Verdict): Rule {
  return rule(['authorizationPolicy'], (data) => both(authorizationPolicies(data).map(judge)));
}

function noMethods(): Verdict {
  const statement = 'authenticationMethodConfigurations was not returned.';
  return verdict('unknown', [about('authenticationMethodsPolicy', statement)]);
}

function notApplicable(statement: string): Verdict {
  return verdict('pass', [about('authenticationMethodsPolicy', statement)], 'not_applicable');
}

function shown(method: JsonObject, name: string): Verdict {
  const setting = member(member(method, 'featureSettings'), name);
  const target = textOf(member(setting, 'includeTarget'), 'id');
  return both([
    settingIs(
      'MicrosoftAuthenticator',
      `${name}.state`,
      textOf(setting, 'state'),
      (value) => value === 'enabled',
    ),
    settingIs('MicrosoftAuthenticator', `${name}.includeTarget.id`, target, (value) => value === 'all_users'),
  ]);
}

function expiry(domains: readonly Domain[]): Verdict {
  const managed = domains.filter(
    ({ isVerified, authenticationType }) => isVerified === true && authenticationType === 'Managed',
  );
  const roots = managed.filter(({ isRoot }) => isRoot === true);
  const judged = managed.map((domain) => {
    const from = domain.isRoot === true ? domain : longestRoot(domain, roots);
    return { name: domain.id ?? '', days: from === undefined ? NO_ROOT : from.passwordValidityPeriodInDays };
  });
  const of = (isIt: (days: (typeof judged)[number]['days']) => boolean, said: string): readonly Evidence[] =>
    judged.filter(({ days }) => isIt(days)).map(({ name }) => about(name, `${name} ${said}.`));
  const isInvalid = (days: (typeof judged)[number]['days']): boolean =>
    typeof days === 'string' || (days !== undefined && !neverExpires(days));
  const broken = of(isInvalid, 'lets passwords expire, or has no managed root');
  const federated = domains
    .filter(({ authenticationType }) => authenticationType === 'Federated')
    .map(({ id = '' }) => about(id, `${id} is federated and not judged.`));
  if (judged.length === 0) {
    return verdict('fail', [
      about('domains', 'No verified managed domain has passwords that never expire.'),
      ...federated,
    ]);
  }
  const doubtful = of((days) => days === undefined, 'does not say how long its passwords are valid');
  return conclude({ broken, doubtful }, [...of(() => true, 'has passwords that never expire'), ...federated]);
}

/** The longest root whose name the domain's name ends with, as plain text. */
function longestRoot(domain: Domain, roots: readonly Domain[]): Domain | undefined {
  return roots
    .filter(({ id = '' }) => id !== '' && domain.id?.endsWith(id) === true)
    .sort((one, other) => (other.id ?? '').length - (one.id ?? '').length)[0];
}
