import { doubtful } from '../conditions/condition.js';
import { guestMatch, isExternalOrGuest } from '../conditions/users.js';
import type { UserSubject } from '../evaluation/sign-in.js';
import { NO, YES, type Truth } from '../evaluation/truth.js';
import type { GuestConditions, Policy, UserConditions } from '../model/policy.js';
import type { GuestType } from '../model/well-known.js';

/** What is asked about one person; ids of groups and roles include nested and indirect ones. */
export interface PersonFacts {
  readonly id: string;
  readonly groupIds: Iterable<string>;
  readonly isGuestOf: (type: GuestType) => Truth;
  /** Home tenant of an external person, where known. */
  readonly homeTenantId?: string | undefined;
}

/** Sets of policies as bits: who certainly and who possibly is included and excluded. */
export interface Masks {
  readonly included: Uint32Array;
  readonly maybeIncluded: Uint32Array;
  readonly excluded: Uint32Array;
  readonly maybeExcluded: Uint32Array;
}

/** Matches people with policies by bits: a million people cost a few words of logic each. */
export interface SubjectIndex {
  /** Number of 32-bit words of a mask. */
  readonly words: number;
  /** Starts with what holds for everybody, then adds ids and guest kinds. */
  person(facts: PersonFacts): Masks;
  /** Adds roles to what is known of a person. */
  addRoles(masks: Masks, roleIds: Iterable<string>): Masks;
  /** Adds groups to what is known of a person. */
  addGroups(masks: Masks, groupIds: Iterable<string>): Masks;
  /** Policies that match, certainly and possibly. */
  matches(masks: Masks): { readonly certain: Uint32Array; readonly possible: Uint32Array };
}

/** What is not known for anybody: groups whose members were not read, roles whose holders were not. */
export interface Unread {
  readonly group: (id: string) => boolean;
  readonly role: (id: string) => boolean;
}

interface Sides {
  readonly included: Uint32Array;
  readonly excluded: Uint32Array;
}

/** Builds the index over the people of policies; those for workload identities match nobody. */
export function createSubjectIndex(policies: readonly Policy[], unread: Unread): SubjectIndex {
  const words = Math.max(1, Math.ceil(policies.length / 32));
  const named = new Map<string, Sides>();
  const sides = (key: string): Sides => {
    const known = named.get(key) ?? { included: new Uint32Array(words), excluded: new Uint32Array(words) };
    named.set(key, known);
    return known;
  };
  const everybody = emptyMasks(words);
  policies.forEach((policy, index) => {
    placeNames(policy.conditions.users, index, sides, everybody, unread);
  });
  const [all, inclusion, exclusion] = doubtMasks(policies, words);
  const guests = createGuestMasks(policies, words);

  const add = (masks: Masks, key: string): void => {
    const known = named.get(key);
    if (known === undefined) return;
    merge(masks.included, known.included);
    merge(masks.maybeIncluded, known.included);
    merge(masks.excluded, known.excluded);
    merge(masks.maybeExcluded, known.excluded);
  };
  const addAll = (masks: Masks, kind: 'role' | 'group', ids: Iterable<string>): Masks => {
    const more = copyMasks(masks);
    for (const id of ids) add(more, `${kind} ${id}`);
    return more;
  };
  return {
    words,
    person: (facts) => {
      const masks = copyMasks(everybody);
      add(masks, `user ${facts.id}`);
      for (const id of facts.groupIds) add(masks, `group ${id}`);
      mergeMasks(masks, guests(facts));
      return masks;
    },
    addRoles: (masks, roleIds) => addAll(masks, 'role', roleIds),
    addGroups: (masks, groupIds) => addAll(masks, 'group', groupIds),
    matches: ({ included, maybeIncluded, excluded, maybeExcluded }) => {
      const certain = new Uint32Array(words);
      const possible = new Uint32Array(words);
      for (let word = 0; word < words; word += 1) {
        const open = (maybeExcluded[word] ?? 0) | (all[word] ?? 0) | (exclusion[word] ?? 0);
        certain[word] = (included[word] ?? 0) & ~open;
        const added = (inclusion[word] ?? 0) | (all[word] ?? 0);
        possible[word] = ((maybeIncluded[word] ?? 0) | added) & ~(excluded[word] ?? 0);
      }
      return { certain, possible };
    },
  };
}

function placeNames(
  users: UserConditions,
  index: number,
  sides: (key: string) => Sides,
  everybody: Masks,
  unread: Unread,
): void {
  const place = (side: 'included' | 'excluded', kind: string, ids: readonly string[]): void => {
    for (const id of ids) set(sides(`${kind} ${id}`)[side], index);
  };
  const maybe = { included: everybody.maybeIncluded, excluded: everybody.maybeExcluded };
  const spread = (
    side: 'included' | 'excluded',
    ids: readonly string[],
    isUnread: (id: string) => boolean,
  ): void => {
    if (ids.some(isUnread)) set(maybe[side], index);
  };
  place('included', 'user', users.includeUsers);
  place('excluded', 'user', users.excludeUsers);
  place('included', 'group', users.includeGroups);
  place('excluded', 'group', users.excludeGroups);
  place('included', 'role', users.includeRoles);
  place('excluded', 'role', users.excludeRoles);
  spread('included', users.includeGroups, unread.group);
  spread('excluded', users.excludeGroups, unread.group);
  spread('included', users.includeRoles, unread.role);
  spread('excluded', users.excludeRoles, unread.role);
  for (const side of ['included', 'excluded'] as const) {
    const list = side === 'included' ? users.includeUsers : users.excludeUsers;
    if (!list.includes('All')) continue;
    set(everybody[side], index);
    set(maybe[side], index);
  }
}

/** Masks of policies that name guests, by everything that those policies can see of a person; computed once per kind. */
function createGuestMasks(policies: readonly Policy[], words: number): (facts: PersonFacts) => Masks {
  const tenants = new Set(
    policies.flatMap(({ conditions: { users } }) => [
      ...(users.includeGuestsOrExternalUsers?.externalTenants ?? []),
      ...(users.excludeGuestsOrExternalUsers?.externalTenants ?? []),
    ]),
  );
  const byKind = new Map<string, Masks>();
  return ({ isGuestOf, homeTenantId }) => {
    const tenant = homeTenantId === undefined ? '?' : tenants.has(homeTenantId) ? homeTenantId : '';
    const key = `${KINDS.map(isGuestOf).join('')} ${tenant}`;
    const known = byKind.get(key) ?? guestMasks(policies, words, { ...NOBODY, isGuestOf, homeTenantId });
    byKind.set(key, known);
    return known;
  };
}

const KINDS = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
] as const;

const NOBODY = { kind: 'user', id: '', inGroup: (): Truth => NO, hasRole: (): Truth => NO } as const;

function guestMasks(policies: readonly Policy[], words: number, person: UserSubject): Masks {
  const masks = emptyMasks(words);
  policies.forEach(({ conditions: { users } }, index) => {
    const truth = (list: readonly string[], guests: GuestConditions | undefined): Truth => {
      const byName = list.includes('GuestsOrExternalUsers') ? isExternalOrGuest(person) : NO;
      const byKind = guests === undefined ? NO : guestMatch(person, guests);
      return byName > byKind ? byName : byKind;
    };
    const included = truth(users.includeUsers, users.includeGuestsOrExternalUsers);
    const excluded = truth(users.excludeUsers, users.excludeGuestsOrExternalUsers);
    if (included === YES) set(masks.included, index);
    if (included !== NO) set(masks.maybeIncluded, index);
    if (excluded === YES) set(masks.excluded, index);
    if (excluded !== NO) set(masks.maybeExcluded, index);
  });
  return masks;
}

function doubtMasks(
  policies: readonly Policy[],
  words: number,
): readonly [Uint32Array, Uint32Array, Uint32Array] {
  const masks = [new Uint32Array(words), new Uint32Array(words), new Uint32Array(words)] as const;
  policies.forEach((policy, index) => {
    const { all, inclusion, exclusion } = doubtful(policy, 'users');
    [all, inclusion, exclusion].forEach((isSet, kind) => {
      const mask = masks[kind];
      if (isSet && mask !== undefined) set(mask, index);
    });
  });
  return masks;
}

const set = (mask: Uint32Array, index: number): void => {
  mask[index >>> 5] = (mask[index >>> 5] ?? 0) | (1 << (index & 31));
};

function merge(into: Uint32Array, from: Uint32Array): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] ?? 0) | (from[word] ?? 0);
}

function mergeMasks(into: Masks, from: Masks): void {
  merge(into.included, from.included);
  merge(into.maybeIncluded, from.maybeIncluded);
  merge(into.excluded, from.excluded);
  merge(into.maybeExcluded, from.maybeExcluded);
}

const emptyMasks = (words: number): Masks => ({
  included: new Uint32Array(words),
  maybeIncluded: new Uint32Array(words),
  excluded: new Uint32Array(words),
  maybeExcluded: new Uint32Array(words),
});

const copyMasks = (masks: Masks): Masks => ({
  included: masks.included.slice(),
  maybeIncluded: masks.maybeIncluded.slice(),
  excluded: masks.excluded.slice(),
  maybeExcluded: masks.maybeExcluded.slice(),
});

/** The places of the policies in a mask. */
export function indexesOf(mask: Uint32Array): readonly number[] {
  const indexes: number[] = [];
  mask.forEach((bits, word) => {
    for (let rest = bits; rest !== 0; rest &= rest - 1)
      indexes.push(word * 32 + (31 - Math.clz32(rest & -rest)));
  });
  return indexes;
}
