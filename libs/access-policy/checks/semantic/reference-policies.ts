import type { Policy } from '../../model/policy.js';
import type { Evidence } from '../../model/results.js';
import type { Snapshot } from '../../model/snapshot.js';
import { MFA_TRUSTED_IPS } from '../../model/well-known.js';
import { nameOf } from '../any-policy.js';
import { findUser } from '../directory.js';
import { rule, type Rule } from '../rule.js';
import { about, conclude } from '../verdict.js';

const USER_WORDS = ['All', 'None', 'GuestsOrExternalUsers'];
const LOCATION_WORDS = ['All', 'AllTrusted', MFA_TRUSTED_IPS];

interface Kind {
  readonly noun: string;
  readonly key: 'users' | 'groups' | 'roleDefinitions' | 'namedLocations';
  /** Whether an id exists; undefined where they were not collected. */
  readonly exists: ((id: string) => boolean) | undefined;
  readonly included: (policy: Policy) => readonly string[];
  readonly excluded: (policy: Policy) => readonly string[];
}

/** References of policies to objects that are gone. */
export const REFERENCE_RULES: Readonly<Record<string, Rule>> = {
  'CA-27': rule(['conditionalAccessPolicies'], (data) => {
    const found = data.conditionalAccessPolicies.flatMap((policy) =>
      kindsOf(data).flatMap((kind) => judge(policy, kind)),
    );
    const of = (isBroken: boolean): readonly Evidence[] =>
      found.filter((each) => each.isBroken === isBroken).map(({ evidence }) => evidence);
    const verdict = conclude({ broken: of(true), doubtful: of(false) }, [
      about('conditionalAccessPolicies', 'Every object that a policy names exists.'),
    ]);
    return found.some(({ empties }) => empties) ? { ...verdict, severity: 'high' } : verdict;
  }),
};

interface Reference {
  readonly isBroken: boolean;
  /** Whether the policy includes nobody and nothing of that kind any more. */
  readonly empties: boolean;
  readonly evidence: Evidence;
}

function judge(policy: Policy, kind: Kind): readonly Reference[] {
  const included = kind.included(policy);
  const named = new Set([...included, ...kind.excluded(policy)]);
  const { exists } = kind;
  if (exists === undefined) {
    const statement = `${nameOf(policy)} names a ${kind.noun}, and ${kind.key} was not collected.`;
    return named.size === 0
      ? []
      : [{ isBroken: false, empties: false, evidence: about(policy.id, statement) }];
  }
  const isEmptied = included.length > 0 && included.every((id) => !exists(id));
  return [...named]
    .filter((id) => !exists(id))
    .map((id) => {
      const consequence = isEmptied ? ' It includes nobody else of that kind.' : '';
      return {
        isBroken: true,
        empties: isEmptied,
        evidence: about(
          policy.id,
          `${nameOf(policy)} names the ${kind.noun} ${id}, which is gone.${consequence}`,
        ),
      };
    });
}

function kindsOf(snapshot: Snapshot): readonly Kind[] {
  const { users, groups, roleDefinitions, namedLocations } = snapshot;
  return [
    {
      noun: 'user',
      key: 'users',
      exists: users && ((id) => findUser(snapshot, id) !== undefined),
      included: ({ conditions }) => without(conditions.users.includeUsers, USER_WORDS),
      excluded: ({ conditions }) => without(conditions.users.excludeUsers, USER_WORDS),
    },
    {
      noun: 'group',
      key: 'groups',
      exists: oneOf(groups),
      included: ({ conditions }) => conditions.users.includeGroups,
      excluded: ({ conditions }) => conditions.users.excludeGroups,
    },
    {
      noun: 'role',
      key: 'roleDefinitions',
      exists:
        roleDefinitions &&
        oneOf(roleDefinitions.flatMap(({ id, templateId }) => [{ id }, { id: templateId }])),
      included: ({ conditions }) => conditions.users.includeRoles,
      excluded: ({ conditions }) => conditions.users.excludeRoles,
    },
    {
      noun: 'location',
      key: 'namedLocations',
      exists: oneOf(namedLocations),
      included: ({ conditions }) => without(conditions.locations?.includeLocations ?? [], LOCATION_WORDS),
      excluded: ({ conditions }) => without(conditions.locations?.excludeLocations ?? [], LOCATION_WORDS),
    },
  ];
}

function without(ids: readonly string[], words: readonly string[]): readonly string[] {
  return ids.filter((id) => !words.includes(id));
}

function oneOf(
  objects: readonly { readonly id: string | undefined }[] | undefined,
): ((id: string) => boolean) | undefined {
  if (objects === undefined) return undefined;
  const ids = new Set(objects.map(({ id }) => id));
  return (id) => ids.has(id);
}
