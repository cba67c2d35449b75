import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { applicationRoutes } from './application-routes.js';
import { directoryRoutes } from './directory-routes.js';
import { app, root, setup, signIn } from './frame-routes.js';
import { readIntegrationsSearch } from './search/page-search.js';
import {
  readChecksSearch,
  readCoverageSearch,
  readPrivilegesSearch,
  readWhatIfSearch,
} from './search/policy-search.js';

const overview = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.js'), 'OverviewPage'),
});

const integrations = createRoute({
  getParentRoute: () => app,
  path: 'organization-settings/integrations',
  validateSearch: readIntegrationsSearch,
  component: lazyRouteComponent(
    () => import('../pages/integrations/integrations-page.js'),
    'IntegrationsPage',
  ),
});

const connect = createRoute({
  getParentRoute: () => app,
  path: 'organization-settings/integrations/azure-entra-id/connect',
  component: lazyRouteComponent(() => import('../pages/connect/connect-page.js'), 'ConnectPage'),
});

const finish = createRoute({
  getParentRoute: () => app,
  path: 'organization-settings/integrations/$connectionId/setup',
  component: lazyRouteComponent(() => import('../pages/connect/finish-page.js'), 'FinishPage'),
});

const connection = createRoute({
  getParentRoute: () => app,
  path: 'organization-settings/integrations/$connectionId',
  component: lazyRouteComponent(() => import('../pages/connection/connection-page.js'), 'ConnectionPage'),
});

const health = createRoute({
  getParentRoute: () => connection,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/connection/health-tab.js'), 'HealthTab'),
});

const permissions = createRoute({
  getParentRoute: () => connection,
  path: 'permissions',
  component: lazyRouteComponent(() => import('../pages/connection/permissions-tab.js'), 'PermissionsTab'),
});

const settings = createRoute({
  getParentRoute: () => connection,
  path: 'settings',
  component: lazyRouteComponent(() => import('../pages/connection/settings-tab.js'), 'SettingsTab'),
});

const activity = createRoute({
  getParentRoute: () => connection,
  path: 'activity',
  component: lazyRouteComponent(() => import('../pages/connection/activity-tab.js'), 'ActivityTab'),
});

const runs = createRoute({
  getParentRoute: () => connection,
  path: 'runs',
  component: lazyRouteComponent(() => import('../pages/runs/runs-tab.js'), 'RunsTab'),
});

const run = createRoute({
  getParentRoute: () => connection,
  path: 'runs/$runId',
  component: lazyRouteComponent(() => import('../pages/runs/run-page.js'), 'RunPage'),
});

const policyStart = createRoute({
  getParentRoute: () => app,
  path: 'policy',
  component: lazyRouteComponent(() => import('../pages/area-start.js'), 'PolicyStart'),
});

const policy = createRoute({
  getParentRoute: () => app,
  path: 'policy/$connectionId',
  component: lazyRouteComponent(() => import('../pages/policy/policy-page.js'), 'PolicyPage'),
});

const policyOverview = createRoute({
  getParentRoute: () => policy,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/policy/overview-tab.js'), 'PolicyOverviewTab'),
});

const coverage = createRoute({
  getParentRoute: () => policy,
  path: 'accounts',
  validateSearch: readCoverageSearch,
  component: lazyRouteComponent(() => import('../pages/policy/coverage-tab.js'), 'CoverageTab'),
});

const checks = createRoute({
  getParentRoute: () => policy,
  path: 'checks',
  validateSearch: readChecksSearch,
  component: lazyRouteComponent(() => import('../pages/policy/checks-tab.js'), 'ChecksTab'),
});

const check = createRoute({
  getParentRoute: () => policy,
  path: 'checks/$checkId',
  component: lazyRouteComponent(() => import('../pages/policy/check-page.js'), 'CheckPage'),
});

const policies = createRoute({
  getParentRoute: () => policy,
  path: 'policies',
  component: lazyRouteComponent(() => import('../pages/policy/policies-tab.js'), 'PoliciesTab'),
});

const policyDetail = createRoute({
  getParentRoute: () => policy,
  path: 'policies/$policyId',
  component: lazyRouteComponent(() => import('../pages/policy/policy-detail-page.js'), 'PolicyDetailPage'),
});

const whatIf = createRoute({
  getParentRoute: () => policy,
  path: 'what-if',
  validateSearch: readWhatIfSearch,
  component: lazyRouteComponent(() => import('../pages/policy/what-if-tab.js'), 'WhatIfTab'),
});

const standard = createRoute({
  getParentRoute: () => policy,
  path: 'standard',
  component: lazyRouteComponent(() => import('../pages/policy/standard-tab.js'), 'StandardTab'),
});

const privilegedStart = createRoute({
  getParentRoute: () => app,
  path: 'privileged',
  component: lazyRouteComponent(() => import('../pages/area-start.js'), 'PrivilegedStart'),
});

const privileged = createRoute({
  getParentRoute: () => app,
  path: 'privileged/$connectionId',
  validateSearch: readPrivilegesSearch,
  component: lazyRouteComponent(() => import('../pages/privileged/privileged-page.js'), 'PrivilegedPage'),
});

const availability = createRoute({
  getParentRoute: () => app,
  path: 'admin/availability',
  component: lazyRouteComponent(() => import('../pages/availability-page.js'), 'AvailabilityPage'),
});

/** All pages of the console. A new area adds its routes here and its entry to `navigation.ts`. */
export const routeTree = root.addChildren([
  signIn,
  setup,
  app.addChildren([
    overview,
    integrations,
    connect,
    finish,
    connection.addChildren([health, permissions, settings, activity, runs, run]),
    ...directoryRoutes,
    policyStart,
    policy.addChildren([policyOverview, coverage, checks, check, policies, policyDetail, whatIf, standard]),
    privilegedStart,
    privileged,
    ...applicationRoutes,
    availability,
  ]),
]);
