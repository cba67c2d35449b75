import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './frame-routes.js';
import {
  readAccountSearch,
  readAccountsSearch,
  readGroupSearch,
  readGroupsSearch,
  readSignInsSearch,
} from './search/directory-search.js';

const directory = createRoute({
  getParentRoute: () => app,
  path: 'directory',
  component: lazyRouteComponent(() => import('../pages/directory/directory-start.js'), 'DirectoryStart'),
});

const accounts = createRoute({
  getParentRoute: () => app,
  path: 'directory/$connectionId/accounts',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(() => import('../pages/directory/accounts-page.js'), 'AccountsPage'),
});

const account = createRoute({
  getParentRoute: () => app,
  path: 'directory/$connectionId/accounts/$objectId',
  validateSearch: readAccountSearch,
  component: lazyRouteComponent(() => import('../pages/directory/account-page.js'), 'AccountPage'),
});

const signIns = createRoute({
  getParentRoute: () => app,
  path: 'directory/$connectionId/sign-ins',
  validateSearch: readSignInsSearch,
  component: lazyRouteComponent(() => import('../pages/directory/sign-ins-page.js'), 'SignInsPage'),
});

const groups = createRoute({
  getParentRoute: () => app,
  path: 'directory/$connectionId/groups',
  validateSearch: readGroupsSearch,
  component: lazyRouteComponent(() => import('../pages/directory/groups-page.js'), 'GroupsPage'),
});

const group = createRoute({
  getParentRoute: () => app,
  path: 'directory/$connectionId/groups/$objectId',
  validateSearch: readGroupSearch,
  component: lazyRouteComponent(() => import('../pages/directory/group-page.js'), 'GroupPage'),
});

/** Pages about accounts and groups. */
export const directoryRoutes = [directory, accounts, account, signIns, groups, group] as const;
