import { Inject, Injectable } from '@nestjs/common';
import type { Caller, CallerPort } from '#plugin-host/host.port.js';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { CAPABILITIES } from './members.js';
import { isOperator, operatorCaller } from './operator.js';

/** Reads the caller of a request from the host's session. */
@Injectable()
export class HostCaller implements CallerPort {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  async resolve(request: unknown): Promise<Caller | undefined> {
    if (isOperator(this.parts, request)) return operatorCaller(request);
    const { headers } = request as {
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    };
    const cookie = headers['cookie'];
    if (typeof cookie !== 'string') return undefined;
    const session = await this.parts.auth.session(new Headers({ cookie }));
    if (session === undefined) return undefined;
    const membership = await this.parts.members.of(session.userId);
    if (membership === undefined) return undefined;
    const { organizationId, role } = membership;
    return {
      organizationId,
      userId: session.email,
      sessionId: session.sessionId,
      capabilities: CAPABILITIES[role],
    };
  }
}
