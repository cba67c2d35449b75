import type { PlainList } from './lists.js';

const USERS = [
  'User.Read.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
] as const;
const INTRODUCED = '054-people';

/** Earlier than any employment: the filter leaves out accounts without a date. */
const EVER = '1900-01-01T00:00:00Z';

/**
 * What Graph tells of people only on request. Neither comes with the delta query of users, so each run lists them: one
 * request for 999 guests, and one for 999 people whose employment ends or ended.
 * Sources: https://learn.microsoft.com/graph/api/user-list-sponsors (at most five sponsors; `$expand` on the list),
 * https://learn.microsoft.com/graph/api/resources/user (`employeeLeaveDateTime`: `$select` and a permission of its own)
 */
export const PEOPLE_LISTS = {
  guestSponsors: {
    kind: 'guest_sponsor',
    id: 'uuid',
    introduced: INTRODUCED,
    path: "/users?$filter=userType%20eq%20'Guest'&$select=id&$expand=sponsors($select=id)&$top=999",
    answer: 'list',
    anyOf: USERS,
    feature: 'Sponsors of guests',
  },
  leaveDates: {
    kind: 'leave_date',
    id: 'uuid',
    introduced: INTRODUCED,
    path: `/users?$filter=employeeLeaveDateTime%20ge%20${EVER}&$select=id,employeeLeaveDateTime&$top=999`,
    answer: 'list',
    anyOf: ['User-LifeCycleInfo.Read.All', 'User-LifeCycleInfo.ReadWrite.All'],
    feature: 'When employment ends',
  },
} as const satisfies Record<string, PlainList>;
