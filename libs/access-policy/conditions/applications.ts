import type { Target } from '../evaluation/sign-in.js';
import { allOf, NO, or, truthOf, UNKNOWN, type Truth } from '../evaluation/truth.js';
import type { Policy } from '../model/policy.js';
import { isBundle, isInBundle } from './bundles.js';
import { doubtful, matched, type Doubtful } from './condition.js';

/** Stands for every application that no policy names. */
export const OTHER_APPLICATION = 'any other application';

/**
 * Whether a policy protects what a sign-in is for. Resources, user actions and authentication contexts exclude each other; a
 * sign-in for several applications is protected only if each of them is, and `All` or a bundle means each one behind it.
 */
export function compileTarget(policy: Policy): (target: Target | undefined) => Truth {
  const { applications } = policy.conditions;
  const doubts = doubtful(policy, 'application');
  const application = compileApplication(policy, doubts);
  const named = [...applications.includeApplications, ...applications.excludeApplications];
  const decide = (id: string): Truth =>
    id === 'All' || isBundle(id) ? allOf(standsFor(id, named), application) : application(id);
  return (target) => {
    if (target === undefined) return UNKNOWN;
    switch (target.kind) {
      case 'applications':
        if (target.ids.length === 0) return UNKNOWN;
        return allOf(target.ids, decide);
      case 'userAction':
        return matched(truthOf(applications.includeUserActions.includes(target.action)), NO, doubts);
      case 'authenticationContext':
        return matched(
          truthOf(applications.includeAuthenticationContextClassReferences.includes(target.id)),
          NO,
          doubts,
        );
    }
  };
}

/** Whether a policy protects one application: an id, a bundle (its members that nobody names), or any other. */
export function compileApplication(
  policy: Policy,
  doubts: Doubtful = doubtful(policy, 'application'),
): (id: string) => Truth {
  const { includeApplications, excludeApplications, applicationFilter } = policy.conditions.applications;
  const filtered = (mode: string): Truth => (applicationFilter?.mode === mode ? UNKNOWN : NO);
  const isNamed = (list: readonly string[]): ((id: string) => boolean) => {
    const ids = new Set(list);
    const bundles = list.filter(isBundle);
    const all = ids.has('All');
    return (id) => all || ids.has(id) || bundles.some((bundle) => isInBundle(id, bundle));
  };
  const includes = isNamed(includeApplications);
  const excludes = isNamed(excludeApplications);
  return (id) =>
    matched(
      or(truthOf(includes(id)), filtered('include')),
      or(truthOf(excludes(id)), filtered('exclude')),
      doubts,
    );
}

/** What an id in a sign-in means: all named applications and the rest, or what is named of a bundle and the rest of it. */
function standsFor(id: string, named: readonly string[]): readonly string[] {
  const ids = named.filter((name) => name !== 'All' && name !== 'None');
  if (id === 'All') return [...ids, OTHER_APPLICATION];
  return [id, ...ids.filter((name) => isInBundle(name, id))];
}
