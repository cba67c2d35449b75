import { compact, textOf, wordOf, type RawSearch } from './page-search.js';

/** The moment that pages of the directory are about: an instant (RFC 3339); without one, now. */
export interface AtSearch {
  readonly asOf?: string;
}

/** Filters and columns of the accounts table. */
export interface AccountsSearch extends AtSearch {
  readonly name?: string;
  readonly userType?: 'Member' | 'Guest';
  readonly accountEnabled?: 'true' | 'false';
  readonly department?: string;
  readonly columns?: string;
}

/** Filters and columns of the groups table. */
export interface GroupsSearch extends AtSearch {
  readonly name?: string;
  readonly all?: 'true';
  readonly columns?: string;
}

/** Reads the moment. */
export function readAtSearch(search: RawSearch): AtSearch {
  return compact({ asOf: textOf(search, 'asOf') });
}

/** Reads the address of the accounts table. */
export function readAccountsSearch(search: RawSearch): AccountsSearch {
  return {
    ...readAtSearch(search),
    ...compact({
      name: textOf(search, 'name'),
      userType: wordOf(search, 'userType', ['Member', 'Guest']),
      accountEnabled: wordOf(search, 'accountEnabled', ['true', 'false']),
      department: textOf(search, 'department'),
      columns: textOf(search, 'columns'),
    }),
  };
}

/** Reads the address of the groups table. */
export function readGroupsSearch(search: RawSearch): GroupsSearch {
  return {
    ...readAtSearch(search),
    ...compact({
      name: textOf(search, 'name'),
      all: wordOf(search, 'all', ['true']),
      columns: textOf(search, 'columns'),
    }),
  };
}
