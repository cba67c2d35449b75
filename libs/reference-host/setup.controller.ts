import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpOperation } from '#plugin-host/openapi/operation.js';
import { SET_UP } from './host-operations.js';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { parseSetup } from './setup.dto.js';

/** Takes a one-time link and makes the first owner. */
@ApiTags('Host')
@Controller('setup')
export class SetupController {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  @HttpOperation(SET_UP)
  async finish(
    @Query('token') token: string | undefined,
    @Body() body: unknown,
  ): Promise<{ readonly email: string }> {
    const { email, password, organization } = await parseSetup(body);
    await this.parts.members.setUp(token ?? '', organization, { email, password, name: email });
    return { email };
  }
}
