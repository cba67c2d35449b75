import { Body, Controller, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { parseSetup } from './setup.dto.js';

/** Takes a one-time link and makes the first owner. */
@Controller('setup')
export class SetupController {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  @Post()
  @HttpCode(201)
  async finish(
    @Query('token') token: string | undefined,
    @Body() body: unknown,
  ): Promise<{ readonly email: string }> {
    const { email, password, organization } = await parseSetup(body);
    await this.parts.members.setUp(token ?? '', organization, { email, password, name: email });
    return { email };
  }
}
