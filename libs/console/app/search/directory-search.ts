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

/** Which part of the timeline the page of an account shows. */
export interface AccountSearch extends AtSearch {
  readonly category?: string;
  readonly columns?: string;
}

/** Filters and columns of sign-in activity and MFA registration. */
export interface SignInsSearch extends AtSearch {
  readonly inactiveDays?: string;
  readonly neverSignedIn?: 'true' | 'false';
  readonly mfaRegistered?: 'true' | 'false';
  readonly userType?: 'Member' | 'Guest';
  readonly accountEnabled?: 'true' | 'false';
  readonly columns?: string;
}

/** Which members the page of a group shows. */
export interface GroupSearch extends AtSearch {
  readonly effective?: 'true';
  readonly type?: string;
  readonly name?: string;
  readonly userType?: 'Member' | 'Guest';
  readonly accountEnabled?: 'true' | 'false';
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

/** Reads the address of a group's page. */
export function readGroupSearch(search: RawSearch): GroupSearch {
  return {
    ...readAtSearch(search),
    ...compact({
      effective: wordOf(search, 'effective', ['true']),
      type: textOf(search, 'type'),
      name: textOf(search, 'name'),
      userType: wordOf(search, 'userType', ['Member', 'Guest']),
      accountEnabled: wordOf(search, 'accountEnabled', ['true', 'false']),
      columns: textOf(search, 'columns'),
    }),
  };
}

/** Reads the address of sign-in activity and MFA registration. */
export function readSignInsSearch(search: RawSearch): SignInsSearch {
  return {
    ...readAtSearch(search),
    ...compact({
      inactiveDays: textOf(search, 'inactiveDays'),
      neverSignedIn: wordOf(search, 'neverSignedIn', ['true', 'false']),
      mfaRegistered: wordOf(search, 'mfaRegistered', ['true', 'false']),
      userType: wordOf(search, 'userType', ['Member', 'Guest']),
      accountEnabled: wordOf(search, 'accountEnabled', ['true', 'false']),
      columns: textOf(search, 'columns'),
    }),
  };
}

/** Reads the address of an account's page. */
export function readAccountSearch(search: RawSearch): AccountSearch {
  return {
    ...readAtSearch(search),
    ...compact({ category: textOf(search, 'category'), columns: textOf(search, 'columns') }),
  };
}
