import type { Evidence } from '../../model/results.js';
import type { Domain, GroupSetting } from '../../model/tenant-shapes.js';
import { SETTINGS_TEMPLATES } from '../../model/well-known.js';
import { flagOf } from '../json-fields.js';
import { rule, type Rule } from '../rule.js';
import { about, both, conclude, settingIs, verdict, type Verdict } from '../verdict.js';

/** "Never" in tenants created before October 2021; later ones answer null. */
const NEVER_DAYS = 2_147_483_647;
const LOCKOUT_THRESHOLD_MAX = 10;
const LOCKOUT_SECONDS_MIN = 60;
/** What the service does where a tenant has no password settings of its own. */
const SERVICE_DEFAULTS: Readonly<Record<string, string>> = {
  LockoutThreshold: '10',
  LockoutDurationInSeconds: '60',
};
const GOOD_FEDERATION = ['enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp'];
const OBJECT = 'Password Rule Settings';

/** Passwords, lockout, self-service reset and federation. */
export const PASSWORD_RULES: Readonly<Record<string, Rule>> = {
  'PW-01': rule(['domains'], ({ domains }) => {
    const managed = domains.filter(
      (each) => each.isVerified === true && each.authenticationType === 'Managed',
    );
    const judged = managed.map((domain) => ({ domain, days: validityOf(domain, domains) }));
    const of = (isIt: (days: number | null | undefined) => boolean, said: string): readonly Evidence[] =>
      judged
        .filter(({ days }) => isIt(days))
        .map(({ domain }) => about(domain.id ?? '', `${domain.id ?? ''} ${said}.`));
    const open = domains.filter(
      (each) => each.isVerified === undefined || each.authenticationType === undefined,
    );
    const doubtful = [
      ...of((days) => days === undefined, 'does not say how long its passwords are valid'),
      ...open.map((domain) =>
        about(domain.id ?? '', `${domain.id ?? ''} does not say whether it is managed.`),
      ),
    ];
    const federated = domains
      .filter((each) => each.authenticationType === 'Federated')
      .map((domain) => about(domain.id ?? '', `${domain.id ?? ''} is federated: its own provider decides.`));
    const broken = of((days) => days !== undefined && !neverExpires(days), 'lets passwords expire');
    if (domains.length === 0) return verdict('unknown', [about('domains', 'No domain was returned.')]);
    return conclude({ broken, doubtful }, [
      ...of(() => true, 'has passwords that never expire'),
      ...federated,
    ]);
  }),
  'PW-02': rule(
    ['groupSettings'],
    ({ groupSettings }) =>
      both([
        setting(groupSettings, 'EnableBannedPasswordCheck', (value) => isTrue(value)),
        setting(groupSettings, 'BannedPasswordList', (value) => value.trim() !== ''),
      ]),
    { plan: 'p1', required: true },
  ),
  'PW-03': rule(['organization', 'groupSettings'], ({ organization, groupSettings }) => {
    const isHybrid = organization.onPremisesSyncEnabled;
    if (isHybrid === undefined)
      return settingIs('organization', 'onPremisesSyncEnabled', isHybrid, () => true);
    if (isHybrid !== true) {
      return verdict('not_applicable', [
        about('organization', 'The tenant does not synchronize from on-premises.'),
      ]);
    }
    return both([
      setting(groupSettings, 'EnableBannedPasswordCheckOnPremises', (value) => isTrue(value)),
      setting(groupSettings, 'BannedPasswordCheckOnPremisesMode', (value) => /^enforced?$/i.test(value)),
    ]);
  }),
  'PW-04': rule(['groupSettings'], ({ groupSettings }) =>
    both([
      setting(
        groupSettings,
        'LockoutThreshold',
        (value) => isNumber(value) && Number(value) <= LOCKOUT_THRESHOLD_MAX,
      ),
      setting(
        groupSettings,
        'LockoutDurationInSeconds',
        (value) => isNumber(value) && Number(value) >= LOCKOUT_SECONDS_MIN,
      ),
    ]),
  ),
  'PW-05': rule(['authorizationPolicy'], ({ authorizationPolicy }) =>
    settingIs(
      'authorizationPolicy',
      'allowedToUseSSPR',
      flagOf(authorizationPolicy, 'allowedToUseSSPR'),
      (on) => !on,
    ),
  ),
  'PW-06': rule(['domains'], ({ domains }) => {
    const federated = domains.filter((each) => each.authenticationType === 'Federated');
    const open = domains.filter((each) => each.authenticationType === undefined);
    const unread = federated.filter((each) => (each.federationConfiguration ?? []).length === 0);
    const statement = (domain: Domain, said: string): Evidence =>
      about(domain.id ?? '', `${domain.id ?? ''} ${said}.`);
    const broken = federated.flatMap((domain) =>
      (domain.federationConfiguration ?? [])
        .filter(({ federatedIdpMfaBehavior }) => !GOOD_FEDERATION.includes(federatedIdpMfaBehavior ?? ''))
        .map(({ federatedIdpMfaBehavior }) =>
          statement(domain, `has federatedIdpMfaBehavior ${federatedIdpMfaBehavior ?? 'null'}`),
        ),
    );
    const doubtful = [
      ...unread.map((domain) =>
        statement(domain, 'is federated, and its federationConfiguration was not collected'),
      ),
      ...open.map((domain) => statement(domain, 'does not say whether it is federated')),
    ];
    return conclude({ broken, doubtful }, [
      about('domains', `${federated.length} federated domains enforce or reject MFA of their provider.`),
    ]);
  }),
};

/** A sub-domain has the validity of the longest root that its name ends with; undefined where it was not returned. */
export function validityOf(domain: Domain, domains: readonly Domain[]): number | null | undefined {
  if (domain.isRoot !== false) return domain.passwordValidityPeriodInDays;
  const root = domains
    .filter((each) => each.isRoot === true && each.isVerified === true && isBelow(domain, each))
    .sort((one, other) => (other.id ?? '').length - (one.id ?? '').length)[0];
  return root === undefined ? domain.passwordValidityPeriodInDays : root.passwordValidityPeriodInDays;
}

/** Whether a validity means that passwords never expire. */
export function neverExpires(days: number | null): boolean {
  return days === null || days === NEVER_DAYS;
}

function isBelow(domain: Domain, root: Domain): boolean {
  return root.id !== undefined && domain.id?.toLowerCase().endsWith(`.${root.id.toLowerCase()}`) === true;
}

function setting(
  settings: readonly GroupSetting[],
  name: string,
  isRight: (value: string) => boolean,
): Verdict {
  const own = settings.find(({ templateId }) => templateId === SETTINGS_TEMPLATES.passwordRules);
  if (own === undefined)
    return settingIs(`${OBJECT} (service default)`, name, SERVICE_DEFAULTS[name] ?? '', isRight);
  return settingIs(OBJECT, name, own.values?.find((value) => value.name === name)?.value, isRight);
}

const isTrue = (value: string): boolean => /^true$/i.test(value);
const isNumber = (value: string): boolean => /^\d+$/.test(value.trim());
