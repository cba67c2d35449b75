import type { ObjectListRoute } from './object-lists.js';

/** Lists of what Graph tells of people and administrative units only on request. */
export const PEOPLE_LIST_ROUTES: readonly ObjectListRoute[] = [
  {
    path: 'guest-sponsors',
    operationId: 'listGuestSponsors',
    summary: 'Guests with the users and groups that answer for them; a guest without any has an empty list.',
    kind: 'guest_sponsor',
    resource: 'guestSponsors',
    filters: [],
    columns: ['id', 'sponsors'],
  },
  {
    path: 'leave-dates',
    operationId: 'listLeaveDates',
    summary: 'Accounts for which an end of employment is set, in the past or ahead.',
    kind: 'leave_date',
    resource: 'leaveDates',
    filters: [],
    columns: ['id', 'employeeLeaveDateTime'],
  },
  {
    path: 'scoped-role-members',
    operationId: 'listScopedRoleMembers',
    summary: 'Who holds a role for an administrative unit only, as Graph lists it unit by unit.',
    kind: 'scoped_role_member',
    resource: 'scopedRoleMembers',
    filters: ['administrativeUnitId', 'principalId'],
    columns: ['id', 'administrativeUnitId', 'roleId', 'principalId', 'displayName'],
  },
];
