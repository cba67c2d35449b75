import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { app } from './frame-routes.js';
import { readApplicationsSearch } from './search/policy-search.js';

const applicationsStart = createRoute({
  getParentRoute: () => app,
  path: 'applications',
  component: lazyRouteComponent(() => import('../pages/area-start.js'), 'ApplicationsStart'),
});

const applications = createRoute({
  getParentRoute: () => app,
  path: 'applications/$connectionId',
  validateSearch: readApplicationsSearch,
  component: lazyRouteComponent(
    () => import('../pages/applications/applications-page.js'),
    'ApplicationsPage',
  ),
});

const application = createRoute({
  getParentRoute: () => app,
  path: 'applications/$connectionId/$objectId',
  component: lazyRouteComponent(() => import('../pages/applications/principal-page.js'), 'PrincipalPage'),
});

const registration = createRoute({
  getParentRoute: () => app,
  path: 'applications/$connectionId/registrations/$objectId',
  component: lazyRouteComponent(
    () => import('../pages/applications/registration-page.js'),
    'RegistrationPage',
  ),
});

/** Pages about applications. */
export const applicationRoutes = [applicationsStart, applications, application, registration] as const;
