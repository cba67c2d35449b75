import { PRIMARY_DOMAIN } from './people.js';

/** Addresses of the people who are there in every generated tenant, for signing in. */
export const SIGN_IN_USERS = {
  globalAdministrator: `admin@${PRIMARY_DOMAIN}`,
  applicationAdministrator: `app.admin@${PRIMARY_DOMAIN}`,
  employee: `employee@${PRIMARY_DOMAIN}`,
} as const;
