import { text } from '#kernel/json.js';
import type { Random } from '#kernel/random.js';
import { GENESIS } from '../people.js';
import type { TenantStore } from '../tenant-store.js';
import { actorOf, principalTarget, targetOf } from './audit.js';
import type { AuditedAction } from './audit-trail.js';
import type { Cast } from './cast.js';
import { visibleAssignments } from './role-views.js';

const HOUR_MS = 3_600_000;
const ENTRIES_MAX = 60;

/** Fills the audit log with what administrators did in the month before: roles given, people changed, a policy edited. */
export function makeAuditHistory(store: TenantStore, random: Random, cast: Cast): void {
  const actions = [...roleActions(store), ...policyActions(store), ...userActions(store, random, cast)];
  const shown = actions.slice(0, ENTRIES_MAX);
  for (const [index, action] of shown.entries()) {
    const at = new Date(GENESIS.getTime() - (shown.length - index) * 11 * HOUR_MS);
    store.access.audits.note(action, actorOf(store), at);
  }
}

function roleActions(store: TenantStore): readonly AuditedAction[] {
  return visibleAssignments(store)
    .slice(-20)
    .map((assignment) => ({
      category: 'RoleManagement',
      activity: 'Add member to role',
      operation: 'Assign',
      targets: [
        principalTarget(store, text(assignment['principalId'])),
        targetOf(store.roleDefinitions.get(text(assignment['roleDefinitionId'])) ?? { id: '' }, 'Role'),
      ],
    }));
}

function policyActions(store: TenantStore): readonly AuditedAction[] {
  return ['Add conditional access policy', 'Update conditional access policy'].map((activity, index) => ({
    category: 'Policy',
    activity,
    operation: index === 0 ? 'Add' : 'Update',
    service: 'Conditional Access',
    targets: [{ id: store.tenantId, type: 'Policy', displayName: 'Require multifactor authentication' }],
  }));
}

function userActions(store: TenantStore, random: Random, cast: Cast): readonly AuditedAction[] {
  if (cast.staff.length === 0) return [];
  return Array.from({ length: 20 }, (_, n) => ({
    category: 'UserManagement',
    activity: n % 3 === 0 ? 'Reset user password' : 'Update user',
    operation: 'Update',
    targets: [principalTarget(store, random.pick(cast.staff))],
  }));
}
