import { IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeLeftOut } from '../settings/left-out.dto.js';
import { DOMAIN_LENGTH_MAX, SETTINGS_PATTERNS } from '../settings/settings.dto.js';

/** How a connection is started. */
export class StartConnectionDto {
  @ApiPropertyOptional({
    description: 'The tenant that must sign in (GUID or verified domain); left out, any may.',
  })
  @MayBeLeftOut()
  @MaxLength(DOMAIN_LENGTH_MAX)
  @Matches(new RegExp(SETTINGS_PATTERNS.tenantId), { message: 'tenantId is a GUID or a domain name' })
  tenantId?: string;

  @ApiPropertyOptional({ description: 'App registration of the tenant’s own, instead of the platform’s.' })
  @MayBeLeftOut()
  @Matches(new RegExp(SETTINGS_PATTERNS.appId), { message: 'appId is a GUID' })
  appId?: string;

  @ApiPropertyOptional({
    description: 'Client secret value of that registration.',
    format: 'password',
    writeOnly: true,
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_000)
  appSecret?: string;

  @ApiPropertyOptional({ description: 'A connection of this organisation to connect again.' })
  @MayBeLeftOut()
  @IsUUID()
  connectionId?: string;
}
