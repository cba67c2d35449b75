import type { JsonObject } from '#kernel/json.js';
import type { Snapshot } from '../../model/snapshot.js';
import { member, textOf } from '../json-fields.js';
import { EvidenceList, joined } from '../evidence-list.js';
import type { Exemption } from '../exemption.js';
import { missing, rule, settled, survey, type Need, type Rule } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';
import {
  assignmentsOf,
  GLOBAL_ADMINISTRATOR,
  highRoles,
  privilegedUsers,
  rulesOf,
  servicePlans,
  type HighRole,
  type PrivilegedUser,
} from './inputs.js';
import { hasP2, withP2, withPlans } from './licence-rule.js';

const COUNT_MIN = 2;
const COUNT_MAX = 8;
const ASSIGNMENT_ALERTS = ['Notification_Admin_Admin_Assignment', 'Notification_Admin_Admin_Eligibility'];
const ACTIVATION_ALERT = 'Notification_Admin_EndUser_Assignment';

/** Rules on highly privileged roles. */
export const PRIVILEGED_RULES: Readonly<Record<string, Rule>> = {
  'MS.AAD.7.1v1': people((seen) => globalAdministrators(seen)),
  'MS.AAD.7.2v1': people((seen) => {
    const count = globalAdministrators(seen);
    if (count.status !== 'pass') return count;
    const [global, others] = [seen.globalNames.size, seen.otherNames.size];
    const statement = `${global} Global Administrators and ${others} others; the score is ${global}/${others}.`;
    return verdict(global <= others ? 'pass' : 'fail', [about('roleAssignments', statement)]);
  }),
  'MS.AAD.7.3v1': people(({ synchronized, unread, count }) =>
    conclude({ broken: synchronized, doubtful: unread }, [
      about('users', `All ${count} privileged users are cloud-only.`),
    ]),
  ),
  'MS.AAD.7.4v1': roles(['roleAssignmentScheduleInstances'], (data, all, { roleUsers, roleGroups }) => {
    const declared = [...roleUsers, ...roleGroups];
    return assignments(data, all, 'endDateTime', 'is active without an end', declared);
  }),
  'MS.AAD.7.5v1': roles(['roleAssignmentScheduleInstances'], (data, all) =>
    assignments(data, all, 'startDateTime', 'was made outside PIM', []),
  ),
  'MS.AAD.7.6v1': roles(['roleManagementPolicyAssignments'], (data, all) =>
    rules(
      data,
      all.filter(({ displayName }) => displayName === GLOBAL_ADMINISTRATOR),
      (each) =>
        each['id'] === 'Approval_EndUser_Assignment' &&
        member(each, 'setting')['isApprovalRequired'] === false,
      'does not require approval',
    ),
  ),
  'MS.AAD.7.7v1': roles(['roleManagementPolicyAssignments'], (data, all) =>
    rules(
      data,
      all,
      (each) => ASSIGNMENT_ALERTS.includes(textOf(each, 'id') ?? '') && isSilent(each),
      'alerts nobody',
    ),
  ),
  'MS.AAD.7.8v1': activation(({ displayName }) => displayName === GLOBAL_ADMINISTRATOR),
  'MS.AAD.7.9v1': activation(({ displayName }) => displayName !== GLOBAL_ADMINISTRATOR),
};

/** What was seen of privileged users; ScubaGear counts display names, so that two users of one name count once. */
interface Seen {
  readonly globalNames: Set<string>;
  readonly otherNames: Set<string>;
  readonly globals: EvidenceList;
  readonly synchronized: EvidenceList;
  readonly unread: EvidenceList;
  count: number;
}

function nothingSeen(): Seen {
  return {
    globalNames: new Set(),
    otherNames: new Set(),
    globals: new EvidenceList(),
    synchronized: new EvidenceList(),
    unread: new EvidenceList(),
    count: 0,
  };
}

function see(seen: Seen, { id, displayName, immutableId, roles: held }: PrivilegedUser): void {
  seen.count += 1;
  const isGlobal = held.has(GLOBAL_ADMINISTRATOR);
  (isGlobal ? seen.globalNames : seen.otherNames).add(displayName);
  if (isGlobal) seen.globals.note(() => about(id, `${displayName} is Global Administrator.`));
  if (typeof immutableId === 'string')
    seen.synchronized.note(() => about(id, `${displayName} is synchronized from on-premises.`));
  if (immutableId === undefined)
    seen.unread.note(() => about(id, `${displayName} does not say its onPremisesImmutableId.`));
}

/** Rules on the users who hold a highly privileged role. */
function people(judge: (seen: Seen) => Verdict): Rule {
  return withPlans(
    survey(['users', 'roleAssignments', 'roleDefinitions'], (data) => {
      if (highRoles(data).length === 0) return settled(noRoles());
      const [seen, unknown, isP2] = [nothingSeen(), new Set<string>(), hasP2(servicePlans(data))];
      return {
        add: ({ snapshot }) => {
          const { value, doubts } = privilegedUsers(snapshot, isP2);
          for (const said of doubts) unknown.add(said);
          for (const user of value) see(seen, user);
        },
        verdict: () =>
          unknown.size === 0
            ? judge(seen)
            : verdict(
                'unknown',
                [...unknown].map((said) => about('roleAssignments', said)),
              ),
      };
    }),
  );
}

function roles(
  needs: readonly Need[],
  judge: (data: Snapshot, all: readonly HighRole[], exemption: Exemption) => Verdict,
): Rule {
  return withPlans(
    withP2(
      rule(['roleDefinitions', ...needs], (data, { exemption }) => {
        const all = highRoles(data);
        return all.length === 0 ? noRoles() : judge(data, all, exemption);
      }),
    ),
  );
}

function noRoles(): Verdict {
  return missing(['roleDefinitions']);
}

function globalAdministrators({ globalNames: { size }, globals }: Seen): Verdict {
  const isRight = size >= COUNT_MIN && size <= COUNT_MAX;
  const statement = `${size} Global Administrators; ${COUNT_MIN} to ${COUNT_MAX} are right.`;
  return verdict(isRight ? 'pass' : 'fail', joined([about('roleAssignments', statement)], globals));
}

function assignments(
  data: Snapshot,
  all: readonly HighRole[],
  name: 'startDateTime' | 'endDateTime',
  flaw: string,
  declared: readonly string[],
): Verdict {
  const found = all.flatMap((role) =>
    assignmentsOf(data, role).map((each) => ({
      role: role.displayName,
      id: each.principalId ?? '',
      at: each[name],
    })),
  );
  const broken = found
    .filter(({ at, id }) => at === null && !declared.includes(id))
    .map(({ role, id }) => about(id, `An assignment of ${role} ${flaw}.`));
  const doubtful = found
    .filter(({ at }) => at === undefined)
    .map(({ role, id }) => about(id, `An assignment of ${role} does not say its ${name}.`));
  return conclude({ broken, doubtful }, [
    about('roleAssignmentScheduleInstances', `No assignment of a highly privileged role ${flaw} undeclared.`),
  ]);
}

function activation(isMeant: (role: HighRole) => boolean): Rule {
  return roles(['roleManagementPolicyAssignments'], (data, all) =>
    rules(
      data,
      all.filter(isMeant),
      (each) => each['id'] === ACTIVATION_ALERT && each['notificationType'] === 'Email' && isSilent(each),
      'alerts nobody of activations',
    ),
  );
}

/** A rule that is not there offends nobody. */
function rules(
  data: Snapshot,
  all: readonly HighRole[],
  offends: (rule: JsonObject) => boolean,
  flaw: string,
): Verdict {
  const broken = all
    .flatMap((role) => rulesOf(data, role))
    .filter((each) => offends(each.rule))
    .map(({ source, rule: each }) => about(source, `${source} ${flaw} (${textOf(each, 'id') ?? ''}).`));
  return conclude({ broken, doubtful: [] }, [
    about('roleManagementPolicyAssignments', 'No rule of a highly privileged role offends.'),
  ]);
}

function isSilent({ notificationRecipients: recipients }: JsonObject): boolean {
  return !Array.isArray(recipients) || recipients.length === 0;
}
