import { compileSubject } from '../conditions/users.js';
import { NO, UNKNOWN, YES as CERTAIN, type Truth } from '../evaluation/truth.js';
import type { Directory } from '../evaluation/directory.js';
import type { User } from '../model/directory-shapes.js';
import type { Policy, UserConditions } from '../model/policy.js';
import type { People } from './people.js';

/** Somebody whom a policy would be about, were it not for an exclusion. */
export interface Excluded {
  readonly user: User;
  readonly id: string;
  readonly policies: readonly Policy[];
  /** Whether it is certain for one of the policies. */
  readonly isCertain: boolean;
}

/** Finds people whom policies exclude, group and role membership resolved. */
export type ExclusionFinder = (people: People) => readonly Excluded[];

/** Compiles exclusions once for any number of pages. */
export function exclusionFinder(policies: readonly Policy[]): ExclusionFinder {
  const compiled = policies.filter(canExclude).map((policy) => ({
    policy,
    matches: compileSubject(policy),
    wouldMatch: compileSubject(withoutExclusions(policy)),
  }));
  const mayMatter = exclusionTest(compiled.map(({ policy }) => policy));
  return ({ enabled, directory }) =>
    enabled.flatMap((user) => {
      const id = user.id ?? '';
      if (!mayMatter(id, directory)) return [];
      const subject = directory.subjectOf(id);
      const found = compiled
        .map(({ policy, matches, wouldMatch }) => ({
          policy,
          truth: exclusion(matches(subject), wouldMatch(subject)),
        }))
        .filter(({ truth }) => truth !== NO);
      const isCertain = found.some(({ truth }) => truth === CERTAIN);
      return found.length === 0 ? [] : [{ user, id, policies: found.map(({ policy }) => policy), isCertain }];
    });
}

/** Nearly nobody is excluded from anything: who is neither named nor in a group or role that is, need not be looked at. */
function exclusionTest(policies: readonly Policy[]): (id: string, directory: Directory) => boolean {
  const lists = policies.map(({ conditions }) => conditions.users);
  const named = new Set(lists.flatMap(({ excludeUsers }) => excludeUsers));
  const groups = new Set(lists.flatMap(({ excludeGroups }) => excludeGroups));
  const roles = new Set(lists.flatMap(({ excludeRoles }) => excludeRoles));
  const isAboutAnybody =
    named.has('GuestsOrExternalUsers') ||
    named.has('All') ||
    lists.some(({ excludeGuestsOrExternalUsers: guests }) => guests !== undefined) ||
    policies.some(({ doubts }) => doubts.some(({ part }) => part === 'users'));
  return (id, directory) => {
    if (isAboutAnybody || named.has(id)) return true;
    for (const group of groups) if (directory.isUnreadGroup(group)) return true;
    for (const role of roles) if (directory.isUnreadRole(role)) return true;
    if (roles.size > 0 && some(directory.rolesOf(id), roles)) return true;
    return groups.size > 0 && some(directory.groupsOf(id), groups);
  };
}

function some(own: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  for (const id of own) if (wanted.has(id)) return true;
  return false;
}

function exclusion(matches: Truth, wouldMatch: Truth): Truth {
  if (matches === CERTAIN || wouldMatch === NO) return NO;
  return matches === NO && wouldMatch === CERTAIN ? CERTAIN : UNKNOWN;
}

/** A policy without exclusions, and without doubts about them, leaves nobody out. */
function canExclude({ conditions: { users }, doubts }: Policy): boolean {
  const lists = [users.excludeUsers, users.excludeGroups, users.excludeRoles];
  return (
    lists.some((list) => list.length > 0) ||
    users.excludeGuestsOrExternalUsers !== undefined ||
    doubts.some(({ part }) => part === 'users')
  );
}

function withoutExclusions(policy: Policy): Policy {
  const users: UserConditions = {
    ...policy.conditions.users,
    excludeUsers: [],
    excludeGroups: [],
    excludeRoles: [],
    excludeGuestsOrExternalUsers: undefined,
  };
  return { ...policy, conditions: { ...policy.conditions, users } };
}
