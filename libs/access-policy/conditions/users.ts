import type { Subject, UserSubject } from '../evaluation/sign-in.js';
import { and, anyOf, NO, or, truthOf, UNKNOWN, YES, type Truth } from '../evaluation/truth.js';
import type { ClientApplicationConditions, GuestConditions, Policy } from '../model/policy.js';
import { GUEST_TYPES, type GuestType } from '../model/well-known.js';
import { doubtful, matched } from './condition.js';

/**
 * Whether a policy is about a subject: included and not excluded, exclusion wins
 * (https://learn.microsoft.com/entra/identity/conditional-access/concept-conditional-access-users-groups).
 * Policies about people never cover workload identities, nor the other way round.
 */
export function compileSubject(policy: Policy): (subject: Subject) => Truth {
  const users = compileUsers(policy);
  const workloads = compileWorkloads(policy);
  return (subject) =>
    subject.kind === 'user' ? users(subject) : workloads(subject.id, subject.isGovernable);
}

function compileUsers(policy: Policy): (user: UserSubject) => Truth {
  const { users } = policy.conditions;
  const doubts = doubtful(policy, 'users');
  const excludes = compileSide(
    [users.excludeUsers, users.excludeGroups, users.excludeRoles],
    users.excludeGuestsOrExternalUsers,
  );
  const includes = compileSide(
    [users.includeUsers, users.includeGroups, users.includeRoles],
    users.includeGuestsOrExternalUsers,
  );
  return (user) => matched(includes(user), excludes(user), doubts);
}

type Lists = readonly [users: readonly string[], groups: readonly string[], roles: readonly string[]];

function compileSide([users, groups, roles]: Lists, guests: GuestConditions | undefined) {
  if (users.includes('All')) return (): Truth => YES;
  const ids = new Set(users);
  const namesGuests = ids.has('GuestsOrExternalUsers');
  return (user: UserSubject): Truth => {
    if (ids.has(user.id)) return YES;
    let result = or(anyOf(groups, user.inGroup), anyOf(roles, user.hasRole));
    if (namesGuests) result = or(result, isExternalOrGuest(user));
    return guests === undefined ? result : or(result, guestMatch(user, guests));
  };
}

/** Whether a person is a guest or external in any way. */
export function isExternalOrGuest(user: UserSubject): Truth {
  return anyOf(GUEST_TYPES, user.isGuestOf);
}

/** Whether a person is one of the guests that a policy names; the home tenant does not matter for internal guests. */
export function guestMatch(user: UserSubject, guests: GuestConditions): Truth {
  return anyOf(guests.guestOrExternalUserTypes, (type) => {
    if (!isGuestType(type)) return NO; // in doubt, which the policy's doubts say
    const isOfType = user.isGuestOf(type);
    return type === 'internalGuest' ? isOfType : and(isOfType, tenantMatch(user, guests.externalTenants));
  });
}

const isGuestType = (type: string): type is GuestType => (GUEST_TYPES as readonly string[]).includes(type);

function tenantMatch(user: UserSubject, tenants: readonly string[] | undefined): Truth {
  if (tenants === undefined) return YES;
  if (tenants.length === 0) return NO;
  return user.homeTenantId === undefined ? UNKNOWN : truthOf(tenants.includes(user.homeTenantId));
}

function compileWorkloads(policy: Policy): (id: string, isGovernable: Truth) => Truth {
  const conditions = policy.conditions.clientApplications;
  const doubts = doubtful(policy, 'workloadIdentities');
  if (conditions === undefined) return () => matched(NO, NO, doubts);
  return (id, isGovernable) => {
    const { included, excluded } = workloadSides(conditions, id);
    return and(isGovernable, matched(included, excluded, doubts));
  };
}

function workloadSides(
  conditions: ClientApplicationConditions,
  id: string,
): { readonly included: Truth; readonly excluded: Truth } {
  const { includeServicePrincipals: include, excludeServicePrincipals: exclude } = conditions;
  const filter = conditions.servicePrincipalFilter;
  const names = (list: readonly string[]): Truth =>
    truthOf(list.includes(id) || list.includes('ServicePrincipalsInMyTenant'));
  // Custom security attributes are not part of what is read, so a filter on them stays open.
  const filtered = (mode: string): Truth => (filter?.mode === mode ? UNKNOWN : NO);
  return {
    included: or(names(include), filtered('include')),
    excluded: or(names(exclude), filtered('exclude')),
  };
}
