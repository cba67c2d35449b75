import { timingSafeEqual } from 'node:crypto';
import type { Caller } from '#plugin-host/host.port.js';
import type { HostParts } from './host-parts.js';

/** Names the organisation that an operator acts for. */
export const OPERATOR_ORGANIZATION = 'x-operator-organization';

interface Headers {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Whether a request carries the token that this process left for the commands of its own user. */
export function isOperator(parts: HostParts, request: unknown): boolean {
  const { authorization } = (request as Headers).headers;
  const token = typeof authorization === 'string' ? /^Bearer (.+)$/.exec(authorization)?.[1] : undefined;
  if (token === undefined) return false;
  const [given, own] = [Buffer.from(token), Buffer.from(parts.operatorToken)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** The operator as a caller of one organisation. */
export function operatorCaller(request: unknown): Caller | undefined {
  const organizationId = (request as Headers).headers[OPERATOR_ORGANIZATION];
  if (typeof organizationId !== 'string') return undefined;
  return { organizationId, userId: 'operator', sessionId: 'operator', capabilities: ['read', 'manage'] };
}
