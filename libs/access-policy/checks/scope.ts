import type { GuestConditions, Policy } from '../model/policy.js';
import { GUEST_TYPES } from '../model/well-known.js';
import { doubt, every, no, when, YES, type Answer } from './answer.js';
import type { Exemption } from './exemption.js';

/** Whether the policy includes all users. */
export function allUsers({ conditions: { users } }: Policy): Answer {
  return when(users.includeUsers.includes('All'), 'does not include all users');
}

/** Whether the policy includes all resources; a filter on applications may leave some out. */
export function allApplications({ conditions: { applications } }: Policy): Answer {
  const { includeApplications, applicationFilter: filter } = applications;
  if (!includeApplications.includes('All')) return no('does not include all resources');
  if (filter === undefined) return YES;
  if (filter.mode === 'exclude') return no(`excludes applications by the filter ${filter.rule}`);
  return doubt(`filters applications by ${filter.rule}`);
}

/** Whether the policy includes every one of these roles. */
export function includesRoles({ conditions: { users } }: Policy, roles: readonly string[]): Answer {
  const left = roles.filter((role) => !users.includeRoles.includes(role));
  return when(left.length === 0, `does not include ${left.length} of ${roles.length} roles`);
}

/** Whether the policy excludes none of these roles. */
export function excludesNoRole({ conditions: { users } }: Policy, roles: readonly string[]): Answer {
  const found = users.excludeRoles.filter((role) => roles.includes(role));
  return when(found.length === 0, `excludes the role ${found.join(', ')}`);
}

/** Whether everything that the policy excludes is declared. Roles cannot be declared. */
export function exclusionsDeclared({ conditions }: Policy, exemption: Exemption): Answer {
  const { users, applications } = conditions;
  return every([
    declared('user', users.excludeUsers, exemption.users),
    declared('group', users.excludeGroups, exemption.groups),
    declared('role', users.excludeRoles, []),
    declared('application', applications.excludeApplications, exemption.applications),
    declared(
      'guest type',
      users.excludeGuestsOrExternalUsers?.guestOrExternalUserTypes ?? [],
      exemption.guestUserTypes,
    ),
  ]);
}

/** Whether the policy excludes no application. */
export function noApplicationExcluded({ conditions: { applications } }: Policy): Answer {
  return declared('application', applications.excludeApplications, []);
}

/** Whether the policy includes guests of every type, from every tenant, and excludes none. */
export function allGuests({ conditions: { users } }: Policy): Answer {
  const isNamed = users.includeUsers.includes('All') || users.includeUsers.includes('GuestsOrExternalUsers');
  const included = isNamed || hasAllGuestTypes(users.includeGuestsOrExternalUsers);
  return every([
    when(included, 'does not include all guest types of all tenants'),
    when(!users.excludeUsers.includes('GuestsOrExternalUsers'), 'excludes guests'),
    when(users.excludeGuestsOrExternalUsers === undefined, 'excludes guest types'),
  ]);
}

/** What a policy excludes, for people; empty where it excludes nothing. */
export function exclusionsText({ conditions: { users, applications } }: Policy): string {
  const { excludeUsers, excludeGroups, excludeRoles } = users;
  const parts = [
    count(excludeUsers.length, 'user'),
    count(excludeGroups.length, 'group'),
    count(excludeRoles.length, 'role'),
    count(applications.excludeApplications.length, 'application'),
    users.excludeGuestsOrExternalUsers === undefined ? '' : 'guests',
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  return said === '' ? '' : ` It excludes ${said}.`;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function hasAllGuestTypes(guests: GuestConditions | undefined): boolean {
  if (guests?.externalTenants !== undefined) return false;
  return GUEST_TYPES.every((type) => guests?.guestOrExternalUserTypes.includes(type) === true);
}

function declared(noun: string, excluded: readonly string[], allowed: readonly string[]): Answer {
  const open = excluded.filter((id) => !allowed.includes(id));
  return open.length === 0 ? YES : no(`excludes the ${noun} ${open.join(', ')}`);
}
