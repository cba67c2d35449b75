import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Capability } from '#plugin-host/host.port.js';

/** Metadata key of what a route needs. */
export const NEEDS = 'entra-id/needs';

/** What a route needs of its caller; `public` routes check for themselves. */
export type RouteNeed = Capability | 'public';

/** Says what a route needs. A route without it is refused. */
export function Needs(need: RouteNeed): MethodDecorator {
  return applyDecorators(SetMetadata(NEEDS, need), ApiExtension('x-needs', need));
}
