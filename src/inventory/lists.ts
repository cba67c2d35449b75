import { APPLICATION_LISTS } from './application-lists.js';
import { DIRECTORY_LISTS } from './directory-lists.js';
import type { Licence } from './licences.js';
import { PEOPLE_LISTS } from './people-lists.js';
import { POLICY_LISTS } from './policy-lists.js';
import { ROLE_LISTS } from './role-lists.js';

/** A list (or a single object) of Graph whose objects are kept as they come, each with its history. */
export interface PlainList {
  /** Name of the kind of object, and of its table. */
  readonly kind: string;
  /** SQL type of the object's id in Graph. */
  readonly id: 'uuid' | 'text';
  /** Migration that creates the table; a new list names a new migration. */
  readonly introduced: string;
  /** Path below the version, with its query. */
  readonly path: string;
  /** Whether the path answers a list, or one object that is kept under its own id. */
  readonly answer: 'list' | 'object';
  /** Permissions of which one suffices, least privileged first, the same names for application and delegated. */
  readonly anyOf: readonly string[];
  /** What the product cannot do without it. */
  readonly feature: string;
  /** Licence without which Graph refuses the path; absent where any tenant may read it. */
  readonly licence?: Licence;
  /** Property that tells objects apart; `id` when absent. */
  readonly key?: string;
  /** Keeps empty properties too, where empty and missing mean different things. */
  readonly exact?: boolean;
}

/**
 * Everything that is read as a plain list: one row each, from which table, requirement, step and plan derive. A list
 * whose objects need more than dropping empty properties has a normaliser in the sync catalogue.
 * Permissions: https://github.com/microsoftgraph/microsoft-graph-devx-content permissions.json
 */
export const PLAIN_LISTS = {
  organization: {
    kind: 'organization',
    id: 'uuid',
    introduced: '050-inventory',
    path: '/organization',
    answer: 'list',
    anyOf: [
      'Organization.Read.All',
      'User.Read.All',
      'Directory.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    feature: 'Tenant metadata',
  },
  domains: {
    kind: 'domain',
    id: 'text',
    introduced: '050-inventory',
    path: '/domains',
    answer: 'list',
    anyOf: ['Domain.Read.All', 'Directory.Read.All', 'Domain.ReadWrite.All'],
    feature: 'Verified domains and federation',
  },
  subscribedSkus: {
    kind: 'subscribed_sku',
    id: 'text',
    introduced: '050-inventory',
    path: '/subscribedSkus',
    answer: 'list',
    anyOf: [
      'Organization.Read.All',
      'LicenseAssignment.Read.All',
      'Directory.Read.All',
      'Organization.ReadWrite.All',
      'Directory.ReadWrite.All',
    ],
    feature: 'Licences of the tenant',
  },
  ...POLICY_LISTS,
  ...ROLE_LISTS,
  ...APPLICATION_LISTS,
  ...DIRECTORY_LISTS,
  ...PEOPLE_LISTS,
} as const satisfies Record<string, PlainList>;

/** Name of a resource that is read as a plain list. */
export type PlainListName = keyof typeof PLAIN_LISTS;

/** All plain lists, in the order in which they are read. */
export const PLAIN_LIST_NAMES = Object.keys(PLAIN_LISTS) as readonly PlainListName[];

/** A plain list by its name, in the general shape. */
export function plainList(name: PlainListName): PlainList {
  return PLAIN_LISTS[name];
}
