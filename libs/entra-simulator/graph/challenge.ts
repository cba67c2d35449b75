import { createHmac } from 'node:crypto';
import type { Clock } from '#kernel/clock.js';
import type { SimulatedRequest } from '../model.js';
import type { GraphErrorReply } from './errors.js';

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/** A 401 with the challenges of today: bearer, and proof of possession with a nonce. Source: recorded 401 answers of 2024. */
export function unauthenticated(message: string, request: SimulatedRequest, clock: Clock): GraphErrorReply {
  const authority = `${request.url.origin}/common/oauth2/authorize`;
  const challenge = `realm="", authorization_uri="${authority}", client_id="${GRAPH_APP_ID}"`;
  return {
    status: 401,
    code: 'InvalidAuthenticationToken',
    message,
    headers: { 'www-authenticate': `Bearer ${challenge}, PoP ${challenge}, nonce="${popNonce(clock)}"` },
  };
}

/** A nonce in the form of a JWT that holds the time. */
function popNonce(clock: Clock): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const seconds = Math.floor(clock.now().getTime() / 1_000);
  const content = `${encode({ typ: 'JWT', alg: 'HS256', x5t: 'simulated' })}.${encode({ ts: String(seconds) })}`;
  return `${content}.${createHmac('sha256', 'nonce of the simulator').update(content).digest('base64url')}`;
}
