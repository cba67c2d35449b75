import { Body, Controller, ForbiddenException, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { HOST_PARTS, type HostParts } from './host-parts.js';

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
    const { email, password, organization } = (body ?? {}) as Readonly<Record<string, unknown>>;
    const given = [email, password, organization].every((value) => typeof value === 'string' && value !== '');
    if (!given) throw new ForbiddenException('Give email, password and organization.');
    const { members } = this.parts;
    if (!(await members.useSetupToken(token ?? '')))
      throw new ForbiddenException('The set-up link was used or is none.');
    const organizationId = await members.addOrganization(String(organization));
    const user = {
      email: String(email),
      password: String(password),
      name: String(email),
      role: 'owner',
    } as const;
    await members.addUser(organizationId, user);
    return { email: user.email };
  }
}
