import { beginsWith, type Filter } from '../../lists/filters.js';

/** By the beginning of a name; `/` leads there. */
export const NAME: Filter = {
  kind: 'text',
  name: 'name',
  label: 'Name',
  placeholder: 'Name begins with…  ( / )',
  says: beginsWith('Name'),
};

/** Members of the tenant, or guests. */
export const USER_TYPE = {
  kind: 'choice',
  name: 'userType',
  label: 'Type',
  widthPx: 110,
  options: [
    { value: 'Member', label: 'Member' },
    { value: 'Guest', label: 'Guest' },
  ],
} satisfies Filter;

/** Accounts that may sign in, or may not. */
export const ACCOUNT_ENABLED: Filter = {
  kind: 'choice',
  name: 'accountEnabled',
  label: 'Status',
  widthPx: 120,
  options: [
    { value: 'true', label: 'Enabled' },
    { value: 'false', label: 'Disabled' },
  ],
};
