import { IsBoolean, IsInt, IsString, Matches, Max, MaxLength, Min, Validate } from 'class-validator';
import type { ValidatorConstraintInterface } from 'class-validator';
import { ValidatorConstraint } from 'class-validator';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { parseGroupFilter } from './group-filter.js';
import { MayBeLeftOut, NullRemoves } from './left-out.dto.js';

/** Bounds of the sync interval in minutes: 15 minutes to 6 days, below the life of a delta link (7 days). */
export const SYNC_INTERVAL = { min: 15, max: 8_640, default: 60 } as const;

const GUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const DOMAIN = '([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}';

/** Characters of a domain name at most. Source: RFC 1035 section 2.3.4 */
export const DOMAIN_LENGTH_MAX = 253;

/** Patterns of the settings, shared with the JSON Schema of the manifest. */
export const SETTINGS_PATTERNS = {
  tenantId: `^(${GUID}|${DOMAIN})$`,
  appId: `^${GUID}$`,
} as const;

/** Schema of null, which removes a setting. */
const NOTHING = { type: 'null' } as const;

@ValidatorConstraint({ name: 'groupFilter' })
class GroupFilterConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && (value === '' || parseGroupFilter(value) !== undefined);
  }

  defaultMessage(): string {
    return "groupFilter is startswith(displayName,'text') or displayName eq 'text', joined by or";
  }
}

/** What an administrator configures per connection. */
export class SettingsDto {
  @ApiProperty({
    description: 'Tenant ID used for Graph calls: the GUID or a verified domain of the connected tenant.',
    example: '28e53be9-e260-4f88-92f8-337a970d15b9',
    pattern: SETTINGS_PATTERNS.tenantId,
  })
  @IsString()
  @MaxLength(DOMAIN_LENGTH_MAX)
  @Matches(new RegExp(SETTINGS_PATTERNS.tenantId), { message: 'tenantId is a GUID or a domain name' })
  tenantId!: string;

  @ApiPropertyOptional({
    description:
      'Tenant-specific app registration override: its application (client) ID. Null or empty removes it.',
    oneOf: [{ type: 'string', pattern: `${SETTINGS_PATTERNS.appId}|^$` }, NOTHING],
  })
  @MayBeLeftOut()
  @NullRemoves()
  @Matches(new RegExp(`${SETTINGS_PATTERNS.appId}|^$`), { message: 'appId is a GUID' })
  appId?: string;

  @ApiPropertyOptional({
    description: 'Client secret value of that registration. Never shown again; left out, the kept one stays.',
    format: 'password',
    writeOnly: true,
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_000)
  appSecret?: string;

  @ApiPropertyOptional({ description: 'Whether views and exports show guest accounts.', default: true })
  @MayBeLeftOut()
  @IsBoolean()
  includeGuests?: boolean;

  @ApiPropertyOptional({ description: 'Whether views and exports show disabled accounts.', default: true })
  @MayBeLeftOut()
  @IsBoolean()
  includeDisabled?: boolean;

  @ApiPropertyOptional({
    description:
      "Which groups views and exports show: startswith(displayName,'A') or displayName eq 'B'. Null or empty: all.",
    oneOf: [{ type: 'string', maxLength: 2_000 }, NOTHING],
  })
  @MayBeLeftOut()
  @NullRemoves()
  @MaxLength(2_000)
  @Validate(GroupFilterConstraint)
  groupFilter?: string;

  @ApiPropertyOptional({
    description: 'Minutes between two syncs.',
    minimum: SYNC_INTERVAL.min,
    maximum: SYNC_INTERVAL.max,
    default: SYNC_INTERVAL.default,
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(SYNC_INTERVAL.min)
  @Max(SYNC_INTERVAL.max)
  syncIntervalMinutes?: number;
}
