import type { Evidence } from '../../model/results.js';
import type { RoleAssignment } from '../../model/directory-shapes.js';
import { ROLES, SCUBA8 } from '../../model/well-known.js';
import { privilegedUsers, templateOf, userName, usersById } from '../directory.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';
import { PRIVILEGED_ROLES } from './registration.js';
import type { Snapshot } from '../../model/snapshot.js';

const GLOBAL_ADMINS_MIN = 2;
const GLOBAL_ADMINS_MAX = 4;
const NEEDS_P2 = { plan: 'p2', required: true } as const;

/** Who holds privileged roles, and how. */
export const PRIVILEGED_RULES: Readonly<Record<string, Rule>> = {
  'PR-01': rule(['users', 'roleAssignments'], (data) => globalAdminCount(data)),
  'PR-02': rule(['users', 'roleAssignments'], (data) => {
    const count = globalAdminCount(data);
    if (count.status !== 'pass') return count;
    const { value: holders } = privilegedUsers(data, PRIVILEGED_ROLES);
    const global = [...holders.values()].filter((roles) => roles.has(ROLES.globalAdministrator)).length;
    const others = holders.size - global;
    const statement = `${global} Global Administrators and ${others} other privileged users.`;
    return verdict(global <= others ? 'pass' : 'fail', [about('roleAssignments', statement)]);
  }),
  'PR-03': rule(['users', 'roleAssignments'], (data) => {
    const users = usersById(data);
    const { value: holders, doubts } = privilegedUsers(data, PRIVILEGED_ROLES);
    const judged = [...holders.keys()].map((id) => ({ id, user: users.get(id) }));
    const broken = judged
      .filter(
        ({ user }) => user?.onPremisesSyncEnabled === true || typeof user?.onPremisesImmutableId === 'string',
      )
      .map(({ id, user }) => about(id, `${userName(user, id)} is synchronized from on-premises.`));
    const doubtful = judged
      .filter(
        ({ user }) => user?.onPremisesSyncEnabled === undefined && user?.onPremisesImmutableId === undefined,
      )
      .map(({ id, user }) => about(id, `Whether ${userName(user, id)} is synchronized was not collected.`));
    return conclude({ broken, doubtful: [...doubtful, ...said(doubts)] }, [
      about('roleAssignments', `All ${holders.size} privileged users are cloud-only.`),
    ]);
  }),
  'PR-04': rule(
    ['roleAssignmentScheduleInstances'],
    (data, { exemption }) => {
      const permanent = ofHighRoles(data).filter(({ endDateTime }) => endDateTime === null);
      const allowed = [...exemption.roleUsers, ...exemption.roleGroups];
      const open = permanent.filter(({ principalId }) => !allowed.includes(principalId ?? ''));
      const doubtful = unread(data, 'endDateTime');
      const found = conclude(
        { broken: open.map((each) => assignmentText(data, each, 'is active without an end')), doubtful },
        [about('roleAssignmentScheduleInstances', 'No highly privileged role is assigned permanently.')],
      );
      if (found.status !== 'pass' || permanent.length === 0) return found;
      return verdict(
        'exempted',
        permanent.map((each) => assignmentText(data, each, 'is active without an end, as declared')),
      );
    },
    NEEDS_P2,
  ),
  'PR-05': rule(
    ['roleAssignmentScheduleInstances'],
    (data) => {
      const outside = ofHighRoles(data).filter(({ startDateTime }) => startDateTime === null);
      const broken = outside.map((each) => assignmentText(data, each, 'was made outside PIM'));
      return conclude({ broken, doubtful: unread(data, 'startDateTime') }, [
        about('roleAssignmentScheduleInstances', 'Every assignment was made through PIM.'),
      ]);
    },
    NEEDS_P2,
  ),
};

function globalAdminCount(data: Snapshot): Verdict {
  const users = usersById(data);
  const { value, doubts } = privilegedUsers(data, [ROLES.globalAdministrator]);
  const named = [...value.keys()].map((id) =>
    about(id, `${userName(users.get(id), id)} is Global Administrator.`),
  );
  const isTooMany = value.size > GLOBAL_ADMINS_MAX;
  const isWrong = isTooMany || value.size < GLOBAL_ADMINS_MIN;
  const statement = `${value.size} Global Administrators; ${GLOBAL_ADMINS_MIN} to ${GLOBAL_ADMINS_MAX} are right.`;
  const count = about('roleAssignments', statement);
  if (doubts.length > 0 && !isTooMany) return verdict('unknown', [...said(doubts), count]);
  return verdict(isWrong ? 'fail' : 'pass', [count, ...named]);
}

/** Active assignments of highly privileged roles, activated ones included. */
function ofHighRoles(data: Snapshot): readonly RoleAssignment[] {
  return (data.roleAssignmentScheduleInstances ?? []).filter((each) =>
    SCUBA8.includes(templateOf(data, each.roleDefinitionId)),
  );
}

function unread(data: Snapshot, name: 'startDateTime' | 'endDateTime'): readonly Evidence[] {
  return ofHighRoles(data)
    .filter((each) => each[name] === undefined)
    .map((each) => assignmentText(data, each, `does not say its ${name}`));
}

function assignmentText(data: Snapshot, assignment: RoleAssignment, what: string): Evidence {
  const id = assignment.principalId ?? '';
  const template = templateOf(data, assignment.roleDefinitionId);
  const role = data.roleDefinitions?.find((each) => each.id === assignment.roleDefinitionId)?.displayName;
  const who = userName(usersById(data).get(id), id);
  return about(id, `The assignment of ${role ?? template} to ${who} ${what}.`);
}

function said(doubts: readonly string[]): readonly Evidence[] {
  return doubts.map((each) => about('roleAssignments', each));
}
