import {
  createParamDecorator,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { parseOrganizationId, type OrganizationId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Caller, CallerPort } from '#plugin-host/host.port.js';
import { CALLER_PORT } from '#plugin-host/host.tokens.js';
import { apiProblems } from '../api.problems.js';
import { NEEDS, type RouteNeed } from './needs.js';

/** A caller whose organisation is known to be one. */
export interface ApiCaller extends Omit<Caller, 'organizationId'> {
  readonly organizationId: OrganizationId;
}

const CALLER = Symbol('entra-id/caller');
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const JSON_TYPE = /^application\/json\s*(;|$)/i;

interface Carrier {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  [CALLER]?: ApiCaller | undefined;
}

/** Lets a request pass only if the caller may do what the route needs. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CALLER_PORT) private readonly callers: CallerPort,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const need = this.reflector.get<RouteNeed | undefined>(NEEDS, context.getHandler());
    if (need === undefined) throw new ProblemError(apiProblems['capability-missing']);
    const request = context.switchToHttp().getRequest<Carrier>();
    const caller = parseCaller(await this.callers.resolve(request));
    request[CALLER] = caller;
    if (need === 'public') return true;
    if (caller === undefined) throw new ProblemError(apiProblems['not-signed-in']);
    if (!caller.capabilities.includes(need)) throw new ProblemError(apiProblems['capability-missing']);
    assertJsonBody(request);
    return true;
  }
}

/**
 * Hosts read no other body than JSON, so what it says would be lost without a word; and forms are what pages of other
 * sites can send without asking. Source: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
function assertJsonBody({ method, headers }: Carrier): void {
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (SAFE_METHODS.has(method) || !hasBody) return;
  const type = headers['content-type'];
  if (typeof type !== 'string' || !JSON_TYPE.test(type)) throw new ProblemError(apiProblems['body-not-json']);
}

function parseCaller(caller: Caller | undefined): ApiCaller | undefined {
  if (caller === undefined) return undefined;
  return { ...caller, organizationId: parseOrganizationId(caller.organizationId) };
}

/** The caller that the guard has let pass. @throws ProblemError `not-signed-in` on public routes, when nobody is */
export function callerOf(context: ExecutionContext): ApiCaller {
  const caller = context.switchToHttp().getRequest<Carrier>()[CALLER];
  if (caller === undefined) throw new ProblemError(apiProblems['not-signed-in']);
  return caller;
}

/** The caller that the guard has let pass; undefined on public routes when nobody is signed in. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Carrier>()[CALLER],
);
