import { text, type JsonObject } from '#kernel/json.js';
import { createRandom } from '#kernel/random.js';
import { badRequest, denied, GraphFault, unsupportedQuery } from './errors.js';
import { needsPremium, nonPremium } from './licences.js';
import { auditPermissionMissing } from './permissions-access.js';
import type { GraphRead } from './request.js';

/** Most people in a page with sign-in activity. Source: https://learn.microsoft.com/graph/api/user-list */
const ACTIVITY_TOP_MAX = 500;
/** The same as clients met it in 2023. Source: https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/1898 */
const ACTIVITY_TOP_MAX_2023 = 120;

const LIFECYCLE = ['User-LifeCycleInfo.Read.All', 'User-LifeCycleInfo.ReadWrite.All'];

/** What a request for users asks for beyond stored properties. */
export interface Personal {
  readonly signInActivity: boolean;
  readonly leaveDate: boolean;
}

/** Finds and checks what a request asks for beyond stored properties; the whole request fails if it may not. @throws GraphFault */
export function personalOf(read: GraphRead, key?: string): Personal {
  const select = (read.query.get('$select') ?? '').split(',').map((name) => name.trim());
  const mentioned = `${read.query.get('$filter') ?? ''} ${read.query.get('$orderby') ?? ''}`;
  const signInActivity = select.includes('signInActivity') || /\bsignInActivity\//.test(mentioned);
  const leaveDate = select.includes('employeeLeaveDateTime') || /\bemployeeLeaveDateTime\b/.test(mentioned);
  if (signInActivity) checkActivity(read, key);
  if (leaveDate && !LIFECYCLE.some((permission) => read.caller.permissions.has(permission))) throw denied();
  return { signInActivity, leaveDate };
}

function checkActivity(read: GraphRead, key: string | undefined): void {
  if (!read.caller.permissions.has('AuditLog.Read.All')) throw auditPermissionMissing();
  needsPremium(read);
  if (isSpurious(read)) throw nonPremium();
  if (key !== undefined && !read.store.users.has(key)) {
    throw badRequest('Get By Key only supports UserId and the key has to be a valid Guid');
  }
  const max = read.faults?.signInActivityPageMax ?? ACTIVITY_TOP_MAX;
  const top = Number(read.query.get('$top') ?? '100');
  if (top <= max) return;
  if (max <= ACTIVITY_TOP_MAX_2023) throw tooMany(max);
  throw unsupportedQuery(`Invalid page size specified: '${top}'. Must be between 1 and ${max} inclusive.`);
}

function tooMany(max: number): GraphFault {
  const message = `Cannot query data for more than ${max} users at a time.`;
  return new GraphFault({ status: 400, code: 'Request_BadRequest', message });
}

/** Licensed tenants are refused at times, too. Source: https://learn.microsoft.com/graph/known-issues */
function isSpurious(read: GraphRead): boolean {
  const rate = read.faults?.signInActivityRefusals ?? 0;
  if (rate === 0) return false;
  const { access } = read.store;
  access.activityRequests += 1;
  return createRandom(`activity ${read.faults?.seed ?? 0} ${access.activityRequests}`).next() < rate;
}

/** A user with what was asked for. */
export function withPersonal(read: GraphRead, user: JsonObject, personal: Personal): JsonObject {
  if (!personal.signInActivity && !personal.leaveDate) return user;
  const { access } = read.store;
  const id = text(user['id']);
  const activity = personal.signInActivity ? access.activity.get(id) : undefined;
  return {
    ...user,
    ...(activity === undefined ? {} : { signInActivity: activity }),
    ...(personal.leaveDate ? { employeeLeaveDateTime: access.leaveDates.get(id) ?? null } : {}),
  };
}
