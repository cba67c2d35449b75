import type { Route } from './routing.js';
import { APPLICATION_ROUTES } from './routes-applications.js';
import { DEVICE_ROUTES } from './routes-devices.js';
import { PEOPLE_ROUTES } from './routes-people.js';
import { PIM_ROUTES } from './routes-pim.js';
import { REPORT_ROUTES } from './routes-reports.js';
import { ROLE_ROUTES } from './routes-roles.js';
import { UNIT_ROUTES } from './routes-units.js';

/** Everything that says who has access to what beyond users and groups. */
export const ACCESS_ROUTES: readonly Route[] = [
  ...PIM_ROUTES,
  ...ROLE_ROUTES,
  ...UNIT_ROUTES,
  ...APPLICATION_ROUTES,
  ...DEVICE_ROUTES,
  ...PEOPLE_ROUTES,
  ...REPORT_ROUTES,
];
