import { text, type JsonObject } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { guidFrom, scopedAssignmentId } from '../guids.js';
import type { TenantStore } from '../tenant-store.js';
import type { Cast } from './cast.js';
import { directoryRole } from './role-assignments.js';
import { visibleAssignments } from './role-views.js';

interface UnitForm {
  readonly displayName: string;
  readonly restricted: boolean;
  readonly hidden: boolean;
  readonly rule: string | null;
}

const FORMS: readonly UnitForm[] = [
  { displayName: 'Emergency access accounts', restricted: true, hidden: false, rule: null },
  { displayName: 'Norway', restricted: false, hidden: false, rule: '(user.country -eq "Norway")' },
  { displayName: 'Works council', restricted: false, hidden: true, rule: null },
  { displayName: 'Service desk scope', restricted: false, hidden: false, rule: null },
  { displayName: 'Executives', restricted: true, hidden: false, rule: null },
];

const MEMBERS_MAX = 40;

/** Makes administrative units; the first holds the accounts for emergencies, and only its own administrators change it. */
export function makeUnits(store: TenantStore, random: Random, cast: Cast): void {
  for (const [index, form] of FORMS.entries()) {
    const id = guidFrom(random);
    store.access.administrativeUnits.set(id, {
      id,
      deletedDateTime: null,
      displayName: form.displayName,
      description: `${form.displayName} of Contoso`,
      isMemberManagementRestricted: form.restricted ? true : null,
      membershipRule: form.rule,
      membershipType: form.rule === null ? null : 'Dynamic',
      membershipRuleProcessingState: form.rule === null ? null : 'On',
      visibility: form.hidden ? 'HiddenMembership' : null,
    });
    store.access.unitMembers.set(id, index === 0 ? users(cast.emergency) : someMembers(random, cast));
  }
}

function users(ids: readonly string[]): Map<string, string> {
  return new Map(ids.map((id) => [id, 'user']));
}

function someMembers(random: Random, cast: Cast): Map<string, string> {
  const members = new Map<string, string>();
  if (cast.staff.length === 0) return members;
  const count = Math.min(MEMBERS_MAX, Math.ceil(cast.staff.length / 8));
  for (let n = 0; n < count; n += 1) members.set(random.pick(cast.staff), 'user');
  if (cast.groups.length > 0) members.set(random.pick(cast.groups), 'group');
  if (cast.devices.length > 0) members.set(random.pick(cast.devices), 'device');
  return members;
}

/** Who holds a role for an administrative unit, as `scopedRoleMembers` shows it. */
export function scopedRoleMembers(store: TenantStore, unitId: string): readonly JsonObject[] {
  const scope = `/administrativeUnits/${unitId}`;
  return visibleAssignments(store)
    .filter((assignment) => assignment['directoryScopeId'] === scope)
    .map((assignment) => {
      const [roleId, principalId] = [text(assignment['roleDefinitionId']), text(assignment['principalId'])];
      const principal = store.users.get(principalId) ?? store.groups.get(principalId);
      return {
        id: scopedAssignmentId(roleId, principalId, scope),
        roleId: directoryRole(store, roleId) ?? roleId,
        administrativeUnitId: unitId,
        roleMemberInfo: {
          id: principalId,
          displayName: principal?.['displayName'] ?? null,
          userPrincipalName: principal?.['userPrincipalName'] ?? null,
        },
      };
    });
}
