import type { Registration, User } from '../../model/directory-shapes.js';
import type { Evidence } from '../../model/results.js';
import type { Snapshot } from '../../model/snapshot.js';
import { ADMIN15, SCUBA8 } from '../../model/well-known.js';
import { findUser, privilegedUsers, userName, usersById } from '../directory.js';
import { EvidenceList, joined } from '../evidence-list.js';
import { strengthIsMfa } from '../grant.js';
import { methodsOf, NOBODY, objects, textOf } from '../json-fields.js';
import { nameOf } from '../any-policy.js';
import { enabled } from '../policy-doubts.js';
import { rule, settled, survey, type Context, type Rule, type Survey } from '../rule.js';
import { about, conclude, verdict } from '../verdict.js';

/** Roles whose holders count as privileged. */
export const PRIVILEGED_ROLES: readonly string[] = [...new Set([...ADMIN15, ...SCUBA8])];

/** Registered methods that resist phishing, as the registration report names them. */
const STRONG = /^(fido2|passKey|windowsHelloForBusiness|x509|certificate)/i;

/** What people have registered, and what the policies on methods refer to. */
export const REGISTRATION_RULES: Readonly<Record<string, Rule>> = {
  'AM-11': rule(['authenticationMethodsPolicy', 'groups'], (data) => {
    const known = new Set(data.groups.flatMap(({ id }) => id ?? []));
    const exists = (id: string): boolean => known.has(id) || findUser(data, id) !== undefined;
    const broken = methodsOf(data.authenticationMethodsPolicy).flatMap((method) =>
      targetsOf(method)
        .filter((id) => !exists(id))
        .map((id) => about(id, `The method ${textOf(method, 'id') ?? ''} names ${id}, which is gone.`)),
    );
    return conclude({ broken, doubtful: [] }, [about('authenticationMethodsPolicy', 'Every target exists.')]);
  }),
  'AM-12': survey(['users', 'userRegistrationDetails'], capableMembers, { plan: 'p1', required: true }),
  'AM-13': survey(['users', 'roleAssignments', 'userRegistrationDetails'], strongAdmins, {
    plan: 'p1',
    required: false,
  }),
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
  'AM-15': survey(['conditionalAccessPolicies', 'users'], ({ conditionalAccessPolicies }) => {
    if (conditionalAccessPolicies.every((policy) => enabled(policy).kind === 'no')) {
      return settled(verdict('pass', [about('conditionalAccessPolicies', 'No policy is enabled.')]));
    }
    const broken = new EvidenceList();
    let unread = 0;
    return {
      add: ({ snapshot: { users = [] } }) => {
        for (const user of users) {
          const { id = '', perUserMfaState: state } = user;
          if (state === undefined) unread += 1;
          const isOn = state === 'enabled' || state === 'enforced';
          if (isOn) broken.note(() => about(id, `${userName(user, '')} has per-user MFA.`));
        }
      },
      verdict: () => {
        const statement = `perUserMfaState of ${unread} users was not collected.`;
        const doubtful = unread === 0 ? [] : [about('users', statement)];
        return conclude({ broken, doubtful }, [about('users', 'No user has per-user MFA.')]);
      },
    };
  }),
};

function capableMembers(_: Snapshot, { now }: Context): Survey {
  const [broken, absent, unread] = [new EvidenceList(), new EvidenceList(), new EvidenceList()];
  let members = 0;
  const judge = (user: User, isCapable: boolean | undefined): void => {
    members += 1;
    const { id = '' } = user;
    if (isCapable === false) broken.note(() => about(id, `${userName(user, '')} cannot do MFA.`));
    if (isCapable === undefined)
      absent.note(() => about(id, `${userName(user, '')} is not in the registration report.`));
  };
  return {
    add: ({ snapshot: { users = [], userRegistrationDetails = [] } }) => {
      const report = byId(userRegistrationDetails);
      for (const user of users) {
        const { id = '', accountEnabled } = user;
        if (isExpected(user, now)) judge(user, report.get(id)?.isMfaCapable);
        if (accountEnabled === undefined)
          unread.note(() => about(id, `Whether ${userName(user, '')} is enabled was not collected.`));
      }
    },
    verdict: () =>
      conclude({ broken, doubtful: joined(absent, unread) }, [
        about('userRegistrationDetails', `All ${members} enabled members can do MFA.`),
      ]),
  };
}

function strongAdmins(): Survey {
  const [broken, absent, unread] = [new EvidenceList(), new EvidenceList(), new Set<string>()];
  let admins = 0;
  const judge = (id: string, name: string, methods: readonly string[] | undefined): void => {
    admins += 1;
    if (methods === undefined) absent.note(() => about(id, `${name} is not in the registration report.`));
    else if (!methods.some((method) => STRONG.test(method)))
      broken.note(() => about(id, `${name} has no phishing-resistant method.`));
  };
  return {
    add: ({ snapshot }) => {
      const report = byId(snapshot.userRegistrationDetails ?? []);
      const { value: holders, doubts } = privilegedUsers(snapshot, PRIVILEGED_ROLES);
      for (const said of doubts) unread.add(said);
      for (const id of holders.keys()) {
        const user = usersById(snapshot).get(id);
        if (user?.accountEnabled === false) continue;
        judge(id, userName(user, id), report.get(id)?.methodsRegistered);
      }
    },
    verdict: () => {
      const said = [...unread].map((each) => about('roleAssignments', each));
      return conclude({ broken, doubtful: joined(absent, said) }, [
        about('userRegistrationDetails', `All ${admins} privileged users have one.`),
      ]);
    },
  };
}

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
