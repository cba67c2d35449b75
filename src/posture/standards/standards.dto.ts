import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsISO8601,
  IsObject,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const CHECKS_MAX = 200;
const ACCOUNTS_MAX = 20;
const SCOPE_MAX = 500;
const BASELINES = ['all', 'cis', 'scuba', 'own'] as const;
const GUIDS = { type: 'array', items: { type: 'string', format: 'uuid' } } as const;
const TEXTS = { type: 'array', items: { type: 'string' } } as const;

/** A field may be left out; `null` is no value of it, unlike with `IsOptional`. */
const IfGiven = (): PropertyDecorator => ValidateIf((_dto: object, value: unknown) => value !== undefined);

/** What a tenant wants to be measured against. */
export class StandardDto {
  @ApiProperty({
    description: 'Every check, those of a CIS benchmark, SCuBA’s own rules, or a selection.',
    enum: BASELINES,
  })
  @IsIn(BASELINES)
  baseline!: (typeof BASELINES)[number];

  @ApiPropertyOptional({
    ...TEXTS,
    maxItems: CHECKS_MAX,
    description: 'Ids of the selected checks; of meaning for `own` alone.',
    example: ['CA-03'],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(CHECKS_MAX)
  @IsString({ each: true })
  checks?: string[];

  @ApiPropertyOptional({
    ...GUIDS,
    maxItems: ACCOUNTS_MAX,
    description: 'Object ids of accounts for emergencies, which policies leave out on purpose.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(ACCOUNTS_MAX)
  @IsUUID('all', { each: true })
  breakGlassAccounts?: string[];
}

/** Parts that an exemption leaves out; what is left out here is an empty list. */
export class ExemptionScopeDto {
  @ApiPropertyOptional({ ...GUIDS, maxItems: SCOPE_MAX, description: 'Users that policies may leave out.' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  users?: string[];

  @ApiPropertyOptional({ ...GUIDS, maxItems: SCOPE_MAX, description: 'Groups that policies may leave out.' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  groups?: string[];

  @ApiPropertyOptional({
    ...TEXTS,
    maxItems: SCOPE_MAX,
    description: 'Applications that policies may leave out, by application id or name of a bundle.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsString({ each: true })
  applications?: string[];

  @ApiPropertyOptional({
    ...TEXTS,
    maxItems: SCOPE_MAX,
    description: 'Types of guests that policies may leave out, as Graph names them.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsString({ each: true })
  guestUserTypes?: string[];

  @ApiPropertyOptional({
    ...GUIDS,
    maxItems: SCOPE_MAX,
    description: 'Users whose privileged assignments are deliberate.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  roleUsers?: string[];

  @ApiPropertyOptional({
    ...GUIDS,
    maxItems: SCOPE_MAX,
    description: 'Groups whose privileged assignments are deliberate.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  roleGroups?: string[];
}

/** A deviation to be declared deliberate. */
export class ExemptionDto {
  @ApiProperty({ description: 'Id of the check.', minLength: 1, maxLength: 40, example: 'CA-03' })
  @IsString()
  @Length(1, 40)
  checkId!: string;

  @ApiProperty({ description: 'What is left out of the check.', type: () => ExemptionScopeDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ExemptionScopeDto)
  scope!: ExemptionScopeDto;

  @ApiProperty({ description: 'Why it is deliberate.', minLength: 10, maxLength: 1_000 })
  @IsString()
  @Length(10, 1_000)
  reason!: string;

  @ApiProperty({ description: 'Who answers for it.', minLength: 1, maxLength: 200 })
  @IsString()
  @Length(1, 200)
  owner!: string;

  @ApiProperty({ description: 'When it ends by itself, in the future.', format: 'date-time' })
  @IsISO8601({ strict: true })
  expiresAt!: string;
}
