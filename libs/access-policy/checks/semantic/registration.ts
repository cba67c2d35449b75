import type { Registration, User } from '../../model/directory-shapes.js';
import type { Evidence } from '../../model/results.js';
import { ADMIN15, SCUBA8 } from '../../model/well-known.js';
import { privilegedUsers, userName, usersById } from '../directory.js';
import { strengthIsMfa } from '../grant.js';
import { methodsOf, NOBODY, objects, textOf } from '../json-fields.js';
import { nameOf } from '../any-policy.js';
import { enabled } from '../policy-doubts.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude, verdict } from '../verdict.js';

/** Roles whose holders count as privileged. */
export const PRIVILEGED_ROLES: readonly string[] = [...new Set([...ADMIN15, ...SCUBA8])];

/** Registered methods that resist phishing, as the registration report names them. */
const STRONG = /^(fido2|passKey|windowsHelloForBusiness|x509|certificate)/i;

/** What people have registered, and what the policies on methods refer to. */
export const REGISTRATION_RULES: Readonly<Record<string, Rule>> = {
  'AM-11': rule(
    ['authenticationMethodsPolicy', 'groups'],
    ({ authenticationMethodsPolicy, groups, users }) => {
      const known = new Set([...groups, ...(users ?? [])].flatMap(({ id }) => id ?? []));
      const broken = methodsOf(authenticationMethodsPolicy).flatMap((method) =>
        targetsOf(method)
          .filter((id) => !known.has(id))
          .map((id) => about(id, `The method ${textOf(method, 'id') ?? ''} names ${id}, which is gone.`)),
      );
      return conclude({ broken, doubtful: [] }, [
        about('authenticationMethodsPolicy', 'Every target exists.'),
      ]);
    },
  ),
  'AM-12': rule(
    ['users', 'userRegistrationDetails'],
    ({ users, userRegistrationDetails }, { now }) => {
      const report = byId(userRegistrationDetails);
      const members = users.filter((user) => isExpected(user, now));
      const judged = members.map((user) => ({ user, isCapable: report.get(user.id ?? '')?.isMfaCapable }));
      const of = (value: boolean | undefined, said: string): readonly Evidence[] =>
        judged
          .filter(({ isCapable }) => isCapable === value)
          .map(({ user }) => about(user.id ?? '', `${userName(user, '')} ${said}.`));
      const doubtful = [
        ...of(undefined, 'is not in the registration report'),
        ...users
          .filter(({ accountEnabled }) => accountEnabled === undefined)
          .map((user) => about(user.id ?? '', `Whether ${userName(user, '')} is enabled was not collected.`)),
      ];
      return conclude({ broken: of(false, 'cannot do MFA'), doubtful }, [
        about('userRegistrationDetails', `All ${members.length} enabled members can do MFA.`),
      ]);
    },
    { plan: 'p1', required: true },
  ),
  'AM-13': rule(
    ['users', 'roleAssignments', 'userRegistrationDetails'],
    (data) => {
      const users = usersById(data);
      const report = byId(data.userRegistrationDetails);
      const { value: holders, doubts } = privilegedUsers(data, PRIVILEGED_ROLES);
      const ids = [...holders.keys()].filter((id) => users.get(id)?.accountEnabled !== false);
      const methods = (id: string): readonly string[] | undefined => report.get(id)?.methodsRegistered;
      const broken = ids
        .filter((id) => methods(id)?.some((method) => STRONG.test(method)) === false)
        .map((id) => about(id, `${userName(users.get(id), id)} has no phishing-resistant method.`));
      const doubtful = ids
        .filter((id) => methods(id) === undefined)
        .map((id) => about(id, `${userName(users.get(id), id)} is not in the registration report.`));
      return conclude(
        { broken, doubtful: [...doubtful, ...doubts.map((said) => about('roleAssignments', said))] },
        [about('userRegistrationDetails', `All ${ids.length} privileged users have one.`)],
      );
    },
    { plan: 'p1', required: false },
  ),
  'AM-14': rule(
    ['conditionalAccessPolicies'],
    ({ conditionalAccessPolicies, authenticationStrengthPolicies }) => {
      const used = conditionalAccessPolicies.flatMap((policy) => {
        const strength = policy.grantControls?.authenticationStrength;
        if (strength === undefined || enabled(policy).kind === 'no') return [];
        const answer = strengthIsMfa(policy, strength, authenticationStrengthPolicies);
        return [{ policy, answer: enabled(policy).kind === 'doubt' ? enabled(policy) : answer }];
      });
      const of = (kind: 'no' | 'doubt'): readonly Evidence[] =>
        used.flatMap(({ policy, answer }) =>
          answer.kind === kind
            ? [about(policy.id, `${nameOf(policy)} ${answer.because.join('; it ')}.`)]
            : [],
        );
      return conclude({ broken: of('no'), doubtful: of('doubt') }, [
        about('conditionalAccessPolicies', `All ${used.length} strengths in use are MFA.`),
      ]);
    },
  ),
  'AM-15': rule(['conditionalAccessPolicies', 'users'], ({ conditionalAccessPolicies, users }) => {
    if (conditionalAccessPolicies.every((policy) => enabled(policy).kind === 'no')) {
      return verdict('pass', [about('conditionalAccessPolicies', 'No policy is enabled.')]);
    }
    const isOn = (state: string | undefined): boolean => state === 'enabled' || state === 'enforced';
    const broken = users
      .filter((user) => isOn(user.perUserMfaState))
      .map((user) => about(user.id ?? '', `${userName(user, '')} has per-user MFA.`));
    const unread = users.filter((user) => user.perUserMfaState === undefined).length;
    const doubtful =
      unread === 0 ? [] : [about('users', `perUserMfaState of ${unread} users was not collected.`)];
    return conclude({ broken, doubtful }, [about('users', 'No user has per-user MFA.')]);
  }),
};

/** Registration details by user id. */
export function byId(details: readonly Registration[]): ReadonlyMap<string, Registration> {
  return new Map(details.flatMap((row) => (row.id === undefined ? [] : [[row.id, row] as const])));
}

function isExpected({ accountEnabled, userType, employeeHireDate }: User, now: Date): boolean {
  const hiredAt = Date.parse(employeeHireDate ?? '');
  return accountEnabled === true && userType !== 'Guest' && !(hiredAt > now.getTime());
}

function targetsOf(method: Parameters<typeof objects>[0]): readonly string[] {
  const { includeTargets, excludeTargets } = (method ?? {}) as Record<string, Parameters<typeof objects>[0]>;
  return [...objects(includeTargets), ...objects(excludeTargets)]
    .map((target) => (textOf(target, 'id') ?? '').toLowerCase())
    .filter((id) => id !== 'all_users' && id !== NOBODY && id !== '');
}
