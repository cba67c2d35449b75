import { Controller, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProblemError } from '#kernel/problem.js';
import { HttpOperation } from '#plugin-host/openapi/operation.js';
import { LIST_ORGANIZATIONS } from './host-operations.js';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { hostProblems } from './host.problems.js';
import { isOperator } from './operator.js';

/** What the command line needs to know before it can ask for anything. */
@ApiTags('Host')
@Controller('operator')
export class OperatorController {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  @HttpOperation(LIST_ORGANIZATIONS)
  async organizations(
    @Req() request: unknown,
  ): Promise<{ readonly items: readonly { readonly id: string }[] }> {
    if (!isOperator(this.parts, request)) throw new ProblemError(hostProblems['operator-only']);
    const items = await this.parts.database.kysely
      .selectFrom('organization')
      .select('id')
      .orderBy('id')
      .execute();
    return { items };
  }
}
