import type { Json } from '#kernel/json.js';
import type { LinkKind, ObjectKind } from '../../inventory/kinds.js';
import { plainList, PLAIN_LIST_NAMES, type PlainListName } from '../../inventory/lists.js';
import { parentedList, PARENTED_LIST_NAMES, type ParentedListName } from '../../inventory/parented-lists.js';
import type { ResourceName } from '../../inventory/resources.js';
import {
  deviceWithOwners,
  guestWithSponsors,
  relatedTo,
  scopedRoleMember,
  withGuids,
  withoutCredentialValues,
  type ParentedNormaliser,
} from '../normalise/access.js';
import { accountFromList, groupFromList, keepObject, type ObjectEntry } from '../normalise/normalise.js';
import { ACCOUNT_PROPERTIES, GROUP_PROPERTIES } from '../normalise/properties.js';
import { FACT_ROWS, type FactRow } from './fact-rows.js';

/** Turns one object of a list into the entry that is written. */
export type Normaliser = (raw: Json) => ObjectEntry;

/** A short list (or one object) that is read whole by each run. */
export interface ListRow {
  readonly work: 'list';
  readonly resource: PlainListName;
  readonly kind: ObjectKind;
  readonly path: string;
  readonly answer: 'list' | 'object';
  readonly entry: Normaliser;
}

/** Objects that a full run lists and every run follows by delta query. */
export interface DeltaRow {
  readonly work: 'delta';
  readonly resource: DeltaResource;
  readonly kind: ObjectKind;
  /** List with its `$select`, for the crawl. */
  readonly listPath: string;
  /** Delta query with its `$select`, without a token. */
  readonly deltaPath: string;
  readonly countPath: string;
  readonly entry: Normaliser;
  /**
   * When the changes of the run's own time are applied: `in-lane` where the objects are sources of links, right after
   * their links were read; `last` where they are ends of links, when every lane has ended.
   */
  readonly catchUp: 'in-lane' | 'last';
}

/** Links that are read source by source. */
export interface LinksRow {
  readonly work: 'links';
  readonly resource: LinkResource;
  readonly kind: LinkKind;
  /** Resource whose objects the links start from; without it they cannot be complete. */
  readonly of: DeltaResource;
  /**
   * Followed resource whose objects the links mostly lead to. That an end went is concluded from its removal, for groups/delta
   * does not show it: links that are only followed cannot be complete without it.
   */
  readonly ends: DeltaResource;
  /** Last segment of the path: `members` or `owners`. */
  readonly segment: string;
}

/** Objects that are listed parent by parent, once the parents are known. */
export interface ParentedRow {
  readonly work: 'parented';
  readonly resource: ParentedListName;
  readonly kind: ObjectKind;
  /** Resource that the parents belong to; without it the list cannot be complete. */
  readonly of: ResourceName;
  readonly parents: { readonly kind: ObjectKind; readonly where: string };
  /** Path of one parent's list; `{id}` stands for the parent. */
  readonly path: string;
  readonly entry: ParentedNormaliser;
  /** Parents may hide what is listed. */
  readonly hiddenMembers: boolean;
}

/** How one resource is read. */
export type CatalogueRow = ListRow | DeltaRow | LinksRow | ParentedRow | FactRow;

/** Normalisers of plain lists that need more than dropping empty properties. */
const NORMALISERS: Readonly<Partial<Record<PlainListName, Normaliser>>> = {
  roleAssignments: withGuids('principalId', 'roleDefinitionId'),
  roleAssignmentScheduleInstances: withGuids('principalId', 'roleDefinitionId'),
  roleEligibilityScheduleInstances: withGuids('principalId', 'roleDefinitionId'),
  servicePrincipals: withoutCredentialValues,
  applications: withoutCredentialValues,
  oauth2PermissionGrants: withGuids('clientId', 'resourceId'),
  devices: deviceWithOwners,
  guestSponsors: guestWithSponsors,
};

/** Normalisers of lists that are read parent by parent. */
const PARENTED_NORMALISERS: Readonly<Record<ParentedListName, ParentedNormaliser>> = {
  groupAssignmentScheduleInstances: withGuids('groupId', 'principalId'),
  groupEligibilityScheduleInstances: withGuids('groupId', 'principalId'),
  appRoleAssignments: withGuids('principalId', 'resourceId', 'appRoleId'),
  applicationOwners: relatedTo('applicationId', 'ownerId'),
  servicePrincipalOwners: relatedTo('servicePrincipalId', 'ownerId'),
  administrativeUnitMembers: relatedTo('administrativeUnitId', 'memberId'),
  scopedRoleMembers: scopedRoleMember,
};

const DELTAS = {
  accounts: {
    kind: 'account',
    listPath: `/users?$select=${ACCOUNT_PROPERTIES.join(',')}&$expand=manager($select=id)&$top=999`,
    deltaPath: `/users/delta?$select=${ACCOUNT_PROPERTIES.join(',')},manager`,
    countPath: '/users/$count',
    entry: accountFromList,
    catchUp: 'last',
  },
  groups: {
    kind: 'directory_group',
    listPath: `/groups?$select=${GROUP_PROPERTIES.join(',')}&$top=999`,
    deltaPath: `/groups/delta?$select=${GROUP_PROPERTIES.join(',')},members,owners`,
    countPath: '/groups/$count',
    entry: groupFromList,
    catchUp: 'in-lane',
  },
} as const satisfies Readonly<Record<string, Omit<DeltaRow, 'work' | 'resource'>>>;

/** Resources that Graph follows by delta query; links come with the changes of their sources. */
export type DeltaResource = keyof typeof DELTAS;

const LINKS = {
  memberships: { kind: 'membership', of: 'groups', ends: 'accounts', segment: 'members' },
  ownerships: { kind: 'ownership', of: 'groups', ends: 'accounts', segment: 'owners' },
} as const satisfies Readonly<Record<string, Omit<LinksRow, 'work' | 'resource'>>>;

/** Resources that are links, read source by source. */
export type LinkResource = keyof typeof LINKS;

/** Every resource that is read as a list, in the order of the plan. */
export const LIST_ROWS: readonly ListRow[] = PLAIN_LIST_NAMES.map((resource) => {
  const { kind, path, answer, key = 'id', exact = false } = plainList(resource);
  const otherwise = answer === 'object' ? resource : undefined;
  const entry = NORMALISERS[resource] ?? ((raw: Json) => keepObject(raw, { key, otherwise, exact }));
  return { work: 'list', resource, kind: kind as ObjectKind, path, answer, entry };
});

/** Every resource that is followed by delta query, in the order of the plan. */
export const DELTA_ROWS: readonly DeltaRow[] = namesOf(DELTAS).map((resource) => ({
  work: 'delta',
  resource,
  ...DELTAS[resource],
}));

/** Every resource that is links, in the order of the plan. */
export const LINKS_ROWS: readonly LinksRow[] = namesOf(LINKS).map((resource) => ({
  work: 'links',
  resource,
  ...LINKS[resource],
}));

/** Every resource that is listed parent by parent, in the order of the plan. */
export const PARENTED_ROWS: readonly ParentedRow[] = PARENTED_LIST_NAMES.map((resource) => {
  const { kind, parents, path, hiddenMembers = false } = parentedList(resource);
  const of = [...LIST_ROWS, ...DELTA_ROWS].find((row) => row.kind === parents.kind)?.resource;
  if (of === undefined) throw new RangeError(`nothing reads the parents of ${resource}`);
  const where = { kind: parents.kind as ObjectKind, where: parents.where ?? 'true' };
  return {
    work: 'parented',
    resource,
    kind: kind as ObjectKind,
    of,
    parents: where,
    path,
    entry: PARENTED_NORMALISERS[resource],
    hiddenMembers,
  };
});

/** How every resource is read: the one table from which plan, lanes and steps derive. */
export const CATALOGUE: readonly CatalogueRow[] = [
  ...LIST_ROWS,
  ...DELTA_ROWS,
  ...LINKS_ROWS,
  ...PARENTED_ROWS,
  ...FACT_ROWS,
];

/** Links that start from the objects of a resource. */
export function linksOf(resource: ResourceName): readonly LinksRow[] {
  return LINKS_ROWS.filter((row) => row.of === resource);
}

function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(table) as Name[];
}
