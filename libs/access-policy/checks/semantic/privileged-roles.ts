import type { Evidence } from '../../model/results.js';
import type { RoleAssignment, User } from '../../model/directory-shapes.js';
import { ROLES, SCUBA8 } from '../../model/well-known.js';
import { findUser, privilegedUsers, templateOf, userName, usersById } from '../directory.js';
import { EvidenceList, joined } from '../evidence-list.js';
import { rule, survey, type Rule, type Survey } from '../rule.js';
import { about, conclude, verdict } from '../verdict.js';
import { PRIVILEGED_ROLES } from './registration.js';
import type { Snapshot } from '../../model/snapshot.js';

const GLOBAL_ADMINS_MIN = 2;
const GLOBAL_ADMINS_MAX = 4;
const GLOBAL_ADMINISTRATOR = [ROLES.globalAdministrator];
const NEEDS_P2 = { plan: 'p2', required: true } as const;

/** Who holds privileged roles, and how. */
export const PRIVILEGED_RULES: Readonly<Record<string, Rule>> = {
  'PR-01': survey(['users', 'roleAssignments'], globalAdminCount),
  'PR-02': survey(['users', 'roleAssignments'], () => {
    const count = globalAdminCount();
    let [global, others] = [0, 0];
    return {
      add: (page) => {
        count.add(page);
        for (const roles of privilegedUsers(page.snapshot, PRIVILEGED_ROLES).value.values()) {
          if (roles.has(ROLES.globalAdministrator)) global += 1;
          else others += 1;
        }
      },
      verdict: () => {
        const counted = count.verdict();
        if (counted.status !== 'pass') return counted;
        const statement = `${global} Global Administrators and ${others} other privileged users.`;
        return verdict(global <= others ? 'pass' : 'fail', [about('roleAssignments', statement)]);
      },
    };
  }),
  'PR-03': survey(['users', 'roleAssignments'], cloudOnly),
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

function globalAdminCount(): Survey {
  const [named, doubts] = [new EvidenceList(), new Set<string>()];
  return {
    add: ({ snapshot }) => {
      const users = usersById(snapshot);
      const found = privilegedUsers(snapshot, GLOBAL_ADMINISTRATOR);
      for (const each of found.doubts) doubts.add(each);
      for (const id of found.value.keys())
        named.note(() => about(id, `${userName(users.get(id), id)} is Global Administrator.`));
    },
    verdict: () => {
      const { total } = named;
      const isTooMany = total > GLOBAL_ADMINS_MAX;
      const statement = `${total} Global Administrators; ${GLOBAL_ADMINS_MIN} to ${GLOBAL_ADMINS_MAX} are right.`;
      const count = about('roleAssignments', statement);
      if (doubts.size > 0 && !isTooMany) return verdict('unknown', [...said([...doubts]), count]);
      const isWrong = isTooMany || total < GLOBAL_ADMINS_MIN;
      return verdict(isWrong ? 'fail' : 'pass', joined([count], named));
    },
  };
}

function cloudOnly(): Survey {
  const [broken, unread, doubts] = [new EvidenceList(), new EvidenceList(), new Set<string>()];
  let count = 0;
  const judge = (id: string, user: User | undefined): void => {
    const { onPremisesSyncEnabled: synchronized, onPremisesImmutableId: immutable } = user ?? {};
    if (synchronized === true || typeof immutable === 'string')
      broken.note(() => about(id, `${userName(user, id)} is synchronized from on-premises.`));
    if (synchronized === undefined && immutable === undefined)
      unread.note(() => about(id, `Whether ${userName(user, id)} is synchronized was not collected.`));
  };
  return {
    add: ({ snapshot }) => {
      const users = usersById(snapshot);
      const found = privilegedUsers(snapshot, PRIVILEGED_ROLES);
      for (const each of found.doubts) doubts.add(each);
      count += found.value.size;
      for (const id of found.value.keys()) judge(id, users.get(id));
    },
    verdict: () =>
      conclude({ broken, doubtful: joined(unread, said([...doubts])) }, [
        about('roleAssignments', `All ${count} privileged users are cloud-only.`),
      ]),
  };
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
  const who = userName(findUser(data, id), id);
  return about(id, `The assignment of ${role ?? template} to ${who} ${what}.`);
}

function said(doubts: readonly string[]): readonly Evidence[] {
  return doubts.map((each) => about('roleAssignments', each));
}
