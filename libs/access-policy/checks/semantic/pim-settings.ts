import type { JsonObject } from '#kernel/json.js';
import type { Snapshot } from '../../model/snapshot.js';
import { ROLES, SCUBA8 } from '../../model/well-known.js';
import { every, when } from '../answer.js';
import { anyPolicy } from '../any-policy.js';
import { membersOf } from '../directory.js';
import { forcesMfa } from '../grant.js';
import { flagOf, member, objects, textOf } from '../json-fields.js';
import { roleRules, ruleOf, type RoleRules } from '../pim-rules.js';
import { missing, rule, type Rule } from '../rule.js';
import { about, both, settingIs, verdict, type Verdict } from '../verdict.js';

const NEEDS_P2 = { plan: 'p2', required: false } as const;
const APPROVERS_MIN = 2;
const ALERTS = [
  'Notification_Admin_Admin_Assignment',
  'Notification_Admin_Admin_Eligibility',
  'Notification_Admin_EndUser_Assignment',
];

/** What PIM asks for when a role is assigned or activated. */
export const PIM_RULES: Readonly<Record<string, Rule>> = {
  'PR-06': pim([ROLES.globalAdministrator, ROLES.privilegedRoleAdministrator], (settings, data) => {
    const approval = ruleOf(settings, 'Approval_EndUser_Assignment');
    if (approval === undefined) return noRule(settings, 'Approval_EndUser_Assignment');
    const setting = member(approval, 'setting');
    const isRequired = settingIs(
      settings.role,
      'isApprovalRequired',
      flagOf(setting, 'isApprovalRequired'),
      (value) => value,
    );
    return isRequired.status === 'pass' ? both([isRequired, approvers(settings, setting, data)]) : isRequired;
  }),
  'PR-07': pim(SCUBA8, (settings) =>
    both(
      ALERTS.map((id) => {
        const alert = settings.rules.filter((each) => each['id'] === id && isEmail(each));
        if (alert.length === 0) return noRule(settings, id);
        return both(alert.map((each) => recipients(settings, id, each)));
      }),
    ),
  ),
  'PR-08': pim(SCUBA8, (settings, data) => {
    const enablement = ruleOf(settings, 'Enablement_EndUser_Assignment');
    const enabledRules = enablement?.['enabledRules'];
    if (Array.isArray(enabledRules) && enabledRules.includes('MultiFactorAuthentication')) {
      return verdict('pass', [about(settings.role, 'Activation requires MFA.')]);
    }
    const context = ruleOf(settings, 'AuthenticationContext_EndUser_Assignment');
    const claim = context?.['isEnabled'] === true ? textOf(context, 'claimValue') : undefined;
    if (claim !== undefined && claim !== '') return contextForcesMfa(claim, data);
    if (enablement === undefined) return noRule(settings, 'Enablement_EndUser_Assignment');
    return verdict('fail', [
      about(settings.role, 'Activation requires neither MFA nor an authentication context.'),
    ]);
  }),
};

/** A rule on the PIM settings of each of these roles; a role without settings is unknown. */
function pim(roles: readonly string[], judge: (settings: RoleRules, data: Snapshot) => Verdict): Rule {
  return rule(
    ['roleManagementPolicyAssignments'],
    (data) => {
      const all = roleRules(data);
      return both(
        roles.map((role) => {
          const settings = all.find((each) => each.role === role);
          if (settings === undefined) {
            return verdict('unknown', [
              about(role, `The PIM settings of the role ${role} were not collected.`),
            ]);
          }
          return judge(settings, data);
        }),
      );
    },
    NEEDS_P2,
  );
}

function noRule({ role }: RoleRules, id: string): Verdict {
  return verdict('unknown', [about(role, `The PIM settings of the role ${role} have no rule ${id}.`)]);
}

function approvers({ role }: RoleRules, setting: JsonObject, data: Snapshot): Verdict {
  const named = objects(setting['approvalStages']).flatMap((stage) => objects(stage['primaryApprovers']));
  const direct = objects(setting['primaryApprovers']);
  const people = new Set<string>();
  const open: string[] = [];
  for (const approver of [...named, ...direct]) {
    const group = textOf(approver, 'groupId');
    const found = group === undefined ? undefined : membersOf(data.groups, group.toLowerCase());
    for (const id of found?.value ?? []) people.add(id);
    open.push(...(found?.doubts ?? []));
    if (group === undefined) people.add(textOf(approver, 'userId') ?? JSON.stringify(approver));
  }
  const count = about(role, `${people.size} people can approve.`);
  if (people.size >= APPROVERS_MIN) return verdict('pass', [count]);
  const doubts = open.map((said) => about(role, said));
  return verdict(open.length > 0 ? 'unknown' : 'fail', [...doubts, count]);
}

function isEmail(alert: JsonObject): boolean {
  const type = alert['notificationType'];
  return type === undefined || type === null || type === 'Email';
}

function recipients({ role }: RoleRules, id: string, alert: JsonObject): Verdict {
  const list = alert['notificationRecipients'];
  const count = Array.isArray(list) ? list.length : list === null ? 0 : undefined;
  return settingIs(role, `number of recipients of ${id}`, count, (value) => value > 0);
}

function contextForcesMfa(claim: string, data: Snapshot): Verdict {
  if (data.conditionalAccessPolicies === undefined) return missing(['conditionalAccessPolicies']);
  return anyPolicy(data.conditionalAccessPolicies, (policy) => {
    const contexts = policy.conditions.applications.includeAuthenticationContextClassReferences;
    return every([
      when(contexts.includes(claim), `is not about the authentication context ${claim}`),
      forcesMfa(policy, data.authenticationStrengthPolicies),
    ]);
  });
}
