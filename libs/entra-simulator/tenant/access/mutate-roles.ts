import { text } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { guidFrom } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import { audit, principalTarget, targetOf } from './audit.js';
import { ROLE } from './builtin-roles.js';
import { addGroupEligibility } from './group-pim.js';
import { hoursFromNow, someKey, someUser, type AccessMutation } from './mutation.js';
import { grantRole, revokeRole } from './role-assignments.js';
import { makeEligibility } from './role-holders.js';

const ROLES = Object.values(ROLE);
const ACTIVATION_HOURS = 8;
const ELIGIBLE_HOURS = 180 * 24;

/** Changes of directory roles, of PIM and of administrative units. */
export const MUTATE_ROLES: readonly AccessMutation[] = [
  ['role assigned for a unit', 4, assignScoped],
  ['role removed', 6, removeRole],
  ['role made eligible', 6, addEligibility],
  ['eligibility removed', 4, removeEligibility],
  ['role activated', 6, activate],
  ['activation ended', 4, endActivation],
  ['group eligibility added', 3, addGroupEligible],
  ['group eligibility removed', 2, removeGroupEligible],
  ['unit member added', 4, addUnitMember],
  ['unit member removed', 3, removeUnitMember],
  ['unit renamed', 1, renameUnit],
];

function hasPim(store: TenantStore): boolean {
  return store.options.licence === 'p2';
}

function assignScoped(store: TenantStore, random: Random): boolean {
  const [unitId, principalId] = [someKey(store.access.administrativeUnits, random), someUser(store, random)];
  if (unitId === undefined || principalId === undefined) return false;
  const roleId = random.pick([ROLE.userAdministrator, ROLE.helpdeskAdministrator, ROLE.groupsAdministrator]);
  grantRole(store, { roleId, principalId, scope: `/administrativeUnits/${unitId}` });
  return true;
}

/** The first two people keep their roles, so that somebody can still consent. */
function removeRole(store: TenantStore, random: Random): boolean {
  const id = someKey(store.roleAssignments, random);
  const principalId = text(store.roleAssignments.get(id ?? '')?.['principalId']);
  const [first, second] = store.users.keys();
  if (id === undefined || principalId === first || principalId === second) return false;
  revokeRole(store, id);
  return true;
}

function addEligibility(store: TenantStore, random: Random): boolean {
  const principalId = someUser(store, random);
  if (principalId === undefined || !hasPim(store)) return false;
  const roleId = random.pick(ROLES);
  const startDateTime = hoursFromNow(store, 0);
  const endDateTime = random.next() < 0.3 ? null : hoursFromNow(store, ELIGIBLE_HOURS);
  makeEligibility(store, random, { roleId, principalId, startDateTime, endDateTime });
  auditPim(store, 'Add eligible member to role in PIM completed (permanent)', roleId, principalId);
  return true;
}

function removeEligibility(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.roleEligibilities, random);
  const schedule = store.access.roleEligibilities.get(id ?? '');
  if (id === undefined || schedule === undefined) return false;
  store.access.roleEligibilities.delete(id);
  const [roleId, principalId] = [text(schedule['roleDefinitionId']), text(schedule['principalId'])];
  auditPim(store, 'Remove eligible member from role in PIM completed (permanent)', roleId, principalId);
  return true;
}

function activate(store: TenantStore, random: Random): boolean {
  const schedule = store.access.roleEligibilities.get(someKey(store.access.roleEligibilities, random) ?? '');
  const [roleId, principalId] = [text(schedule?.['roleDefinitionId']), text(schedule?.['principalId'])];
  if (!store.users.has(principalId)) return false;
  grantRole(store, {
    roleId,
    principalId,
    terms: {
      assignmentType: 'Activated',
      memberType: 'Direct',
      startDateTime: hoursFromNow(store, 0),
      endDateTime: hoursFromNow(store, ACTIVATION_HOURS),
      scheduleId: guidFrom(random),
    },
  });
  auditPim(store, 'Add member to role completed (PIM activation)', roleId, principalId);
  return true;
}

function endActivation(store: TenantStore, random: Random): boolean {
  const activated = [...store.access.assignmentTerms].filter(
    ([, terms]) => terms.assignmentType === 'Activated',
  );
  if (activated.length === 0) return false;
  revokeRole(store, random.pick(activated)[0]);
  return true;
}

function auditPim(store: TenantStore, activity: string, roleId: string, principalId: string): void {
  audit(store, {
    category: 'RoleManagement',
    activity,
    operation: activity.startsWith('Add') ? 'Assign' : 'Unassign',
    service: 'PIM',
    targets: [
      targetOf(store.roleDefinitions.get(roleId) ?? { id: roleId }, 'Role'),
      principalTarget(store, principalId),
    ],
  });
}

function addGroupEligible(store: TenantStore, random: Random): boolean {
  const groups = [...store.access.pimGroups].filter((id) => store.groups.has(id));
  const principalId = someUser(store, random);
  if (groups.length === 0 || principalId === undefined) return false;
  addGroupEligibility(store, random, { groupId: random.pick(groups), accessId: 'member', principalId });
  return true;
}

function removeGroupEligible(store: TenantStore, random: Random): boolean {
  const id = someKey(store.access.groupEligibilities, random);
  return id !== undefined && store.access.groupEligibilities.delete(id);
}

function addUnitMember(store: TenantStore, random: Random): boolean {
  const [unitId, userId] = [someKey(store.access.administrativeUnits, random), someUser(store, random)];
  if (unitId === undefined || userId === undefined) return false;
  const members = store.access.unitMembers.get(unitId) ?? new Map<string, string>();
  members.set(userId, 'user');
  store.access.unitMembers.set(unitId, members);
  store.log.noteLink('members', unitId, userId, 'administrativeUnits');
  return true;
}

function removeUnitMember(store: TenantStore, random: Random): boolean {
  const unitId = someKey(store.access.administrativeUnits, random);
  const members = store.access.unitMembers.get(unitId ?? '');
  const target = members === undefined ? undefined : someKey(members, random);
  if (unitId === undefined || target === undefined) return false;
  members?.delete(target);
  store.log.noteLink('members', unitId, target, 'administrativeUnits');
  return true;
}

function renameUnit(store: TenantStore, random: Random): boolean {
  const unit = store.access.administrativeUnits.get(someKey(store.access.administrativeUnits, random) ?? '');
  if (unit === undefined) return false;
  unit['displayName'] = `Renamed unit ${random.integer(1, 9_999)}`;
  store.log.noteObject('administrativeUnits', text(unit['id']), 'present');
  return true;
}
