import { compileSubject } from '../conditions/users.js';
import { NO, UNKNOWN, YES as CERTAIN, type Truth } from '../evaluation/truth.js';
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

/** People whom policies exclude, group and role membership resolved. */
export function excludedFrom(policies: readonly Policy[], people: People): readonly Excluded[] {
  const compiled = policies.filter(canExclude).map((policy) => ({
    policy,
    matches: compileSubject(policy),
    wouldMatch: compileSubject(withoutExclusions(policy)),
  }));
  return people.enabled.flatMap((user) => {
    const id = user.id ?? '';
    const subject = people.directory.subjectOf(id);
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
