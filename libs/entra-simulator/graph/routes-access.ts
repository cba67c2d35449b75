import type { Route } from './route.js';
import { PIM_ROUTES } from './routes-pim.js';
import { ROLE_ROUTES } from './routes-roles.js';
import { UNIT_ROUTES } from './routes-units.js';

/** Everything that says who has access to what beyond users and groups. */
export const ACCESS_ROUTES: readonly Route[] = [...PIM_ROUTES, ...ROLE_ROUTES, ...UNIT_ROUTES];
