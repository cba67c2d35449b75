import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { readSetupSearch, readSignInSearch } from './search/page-search.js';
import { currentPerson } from './session.js';
import { Shell } from './shell.js';

/** What every route can use. */
export interface RouterContext {
  readonly queries: QueryClient;
}

/** Above every page. */
export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

/** The way in. */
export const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('../pages/sign-in-page.js'), 'SignInPage'),
});

/** Where the owner of a new platform begins. */
export const setup = createRoute({
  getParentRoute: () => root,
  path: 'setup',
  validateSearch: readSetupSearch,
  component: lazyRouteComponent(() => import('../pages/setup-page.js'), 'SetupPage'),
});

/** Everything behind the sign-in. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context, location }) => {
    const person = await currentPerson(context.queries);
    if (person === undefined) redirect({ to: '/sign-in', search: { next: location.href }, throw: true });
  },
  component: Shell,
});
