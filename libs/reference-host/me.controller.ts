import { Controller, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProblemError } from '#kernel/problem.js';
import type { Capability } from '#plugin-host/host.port.js';
import { HttpOperation } from '#plugin-host/openapi/operation.js';
import { GET_ME } from './host-operations.js';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { hostProblems } from './host.problems.js';
import { CAPABILITIES, type HostRole } from './members.js';

/** Who is signed in, where, and what they may do. */
export interface Me {
  readonly email: string;
  readonly name: string;
  readonly role: HostRole;
  readonly capabilities: readonly Capability[];
  readonly organization: { readonly id: string; readonly name: string };
}

interface WithCookie {
  readonly headers: { readonly cookie?: string | undefined };
}

/** Tells a browser whose session it holds. */
@ApiTags('Host')
@Controller('me')
export class MeController {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  @HttpOperation(GET_ME)
  async me(@Req() request: WithCookie): Promise<Me> {
    const { cookie } = request.headers;
    const session = cookie === undefined ? undefined : await this.parts.auth.session(new Headers({ cookie }));
    const membership = session === undefined ? undefined : await this.parts.members.of(session.userId);
    if (session === undefined || membership === undefined)
      throw new ProblemError(hostProblems['sign-in-needed']);
    const { organizationId: id, organizationName: name, role } = membership;
    return {
      email: session.email,
      name: session.name,
      role,
      capabilities: CAPABILITIES[role],
      organization: { id, name },
    };
  }
}
