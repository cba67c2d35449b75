import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { HOME_PAGE, SETUP_PAGE } from './pages.js';
import { parseSetup } from './setup.dto.js';

/** The few pages of the host until there is a console. */
@Controller()
export class PagesController {
  constructor(@Inject(HOST_PARTS) private readonly parts: HostParts) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  home(): string {
    return HOME_PAGE;
  }

  /** Where the plugin sends browsers back to after Microsoft's pages. */
  @Get('organization-settings/integrations')
  @Header('content-type', 'text/html; charset=utf-8')
  integrations(): string {
    return HOME_PAGE;
  }

  @Get('setup')
  @Header('content-type', 'text/html; charset=utf-8')
  setup(): string {
    return SETUP_PAGE;
  }

  /** Takes a one-time link and makes the first owner. */
  @Post('setup')
  @HttpCode(201)
  async finishSetup(
    @Query('token') token: string | undefined,
    @Body() body: unknown,
  ): Promise<{ readonly email: string }> {
    const { email, password, organization } = await parseSetup(body);
    await this.parts.members.setUp(token ?? '', organization, { email, password, name: email });
    return { email };
  }
}
