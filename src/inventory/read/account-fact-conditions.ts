import type { AccountFactFilter } from './access-reader.port.js';
import { Conditions } from './object-pages.js';

const DAY_MS = 86_400_000;

/**
 * Conditions on accounts with their reports in SQL: a account, s sign-in activity, r registration, g sponsors, l leave
 * date. A condition on what is not known fits no account.
 */
export function factConditions(filter: AccountFactFilter, now: Date, staleAfterDays: number): Conditions {
  const where = new Conditions();
  identityConditions(where, filter);
  reportConditions(where, filter, now);
  const { staleGuest, leaverStillEnabled, hasSponsor } = filter;
  if (staleGuest !== undefined) {
    const since = new Date(now.getTime() - staleAfterDays * DAY_MS);
    where.add((p) => `${IS_GUEST} and ${INACTIVE_SINCE} ${staleGuest ? '<=' : '>'} ${p}`, since);
  }
  if (leaverStillEnabled !== undefined)
    where.add((p) => `${leaverStillEnabled ? '' : 'not '}(${ENABLED} and ${leftBy(p)})`, now);
  if (hasSponsor !== undefined)
    where.add(
      (sql) => `${IS_GUEST} and ${sql}`,
      `g.payload->'sponsors' ${hasSponsor ? '<>' : '='} '[]'`,
      true,
    );
  return where;
}

const IS_GUEST = `a.payload->>'userType' = 'Guest'`;
const ENABLED = `coalesce((a.payload->>'accountEnabled')::boolean, false)`;
const leftBy = (place: string): string =>
  `coalesce((l.payload->>'employeeLeaveDateTime')::timestamptz <= ${place}, false)`;

/** SQL conditions on `s`, a row of sign-in activity: that its account never signed in, and that it did. */
export const NEVER = {
  true: 'coalesce(s.last_successful_at, s.last_sign_in_at, s.last_non_interactive_at) is null',
  false: 's.last_successful_at is not null',
} as const;

/** SQL for the time since when an account is inactive; null where its sign-in activity was not reported. */
export const INACTIVE_SINCE = `case when s.object_id is null then null
  when ${NEVER.true} then (a.payload->>'createdDateTime')::timestamptz else s.last_successful_at end`;

function identityConditions(where: Conditions, filter: AccountFactFilter): void {
  const { accountId, userType, accountEnabled, disabledInGroups, passwordNeverExpires, source } = filter;
  if (accountId !== undefined) where.add((p) => `a.object_id = ${p}::uuid`, accountId);
  const { userPrincipalName: upn } = filter;
  if (upn !== undefined) where.add((p) => `lower(a.payload->>'userPrincipalName') = ${p}`, upn.toLowerCase());
  if (userType !== undefined) where.add((p) => `coalesce(a.payload->>'userType', 'Member') = ${p}`, userType);
  if (accountEnabled !== undefined)
    where.add((p) => `(a.payload->>'accountEnabled')::boolean = ${p}`, accountEnabled);
  if (disabledInGroups !== undefined)
    where.add(
      (p) => `((a.payload->>'accountEnabled')::boolean = false and ${IN_GROUPS}) = ${p}`,
      disabledInGroups,
    );
  if (passwordNeverExpires !== undefined)
    where.add(
      (p) => `(coalesce(a.payload->>'passwordPolicies', '') like '%DisablePasswordExpiration%') = ${p}`,
      passwordNeverExpires,
    );
  if (source !== undefined)
    where.add(
      (p) => `coalesce((a.payload->>'onPremisesSyncEnabled')::boolean, false) = (${p} = 'synced')`,
      source,
    );
}

const IN_GROUPS = `exists (select 1 from entra_id.membership m where m.connection_id = $1
  and m.target_id = a.object_id and m.since_revision <= $2 and m.until_revision > $2)`;

function reportConditions(where: Conditions, filter: AccountFactFilter, now: Date): void {
  const { mfaRegistered, neverSignedIn, inactiveDays } = filter;
  if (mfaRegistered !== undefined) where.add((p) => `r.is_mfa_registered = ${p}`, mfaRegistered);
  if (neverSignedIn !== undefined)
    where.add((sql) => `s.object_id is not null and ${sql}`, neverSignedIn ? NEVER.true : NEVER.false, true);
  if (inactiveDays !== undefined)
    where.add((p) => `${INACTIVE_SINCE} <= ${p}`, new Date(now.getTime() - inactiveDays * DAY_MS));
}
