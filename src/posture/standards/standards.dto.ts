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

/** A field may be left out; `null` is no value of it, unlike with `IsOptional`. */
const IfGiven = (): PropertyDecorator => ValidateIf((_dto: object, value: unknown) => value !== undefined);

/** What a tenant wants to be measured against. */
export class StandardDto {
  @IsIn(['all', 'cis', 'scuba', 'own'])
  baseline!: 'all' | 'cis' | 'scuba' | 'own';

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(CHECKS_MAX)
  @IsString({ each: true })
  checks?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(ACCOUNTS_MAX)
  @IsUUID('all', { each: true })
  breakGlassAccounts?: string[];
}

/** Parts that an exemption leaves out; what is left out here is an empty list. */
export class ExemptionScopeDto {
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  users?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  groups?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsString({ each: true })
  applications?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsString({ each: true })
  guestUserTypes?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  roleUsers?: string[];

  @IfGiven()
  @IsArray()
  @ArrayMaxSize(SCOPE_MAX)
  @IsUUID('all', { each: true })
  roleGroups?: string[];
}

/** A deviation to be declared deliberate. */
export class ExemptionDto {
  @IsString()
  @Length(1, 40)
  checkId!: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ExemptionScopeDto)
  scope!: ExemptionScopeDto;

  @IsString()
  @Length(10, 1_000)
  reason!: string;

  @IsString()
  @Length(1, 200)
  owner!: string;

  @IsISO8601({ strict: true })
  expiresAt!: string;
}
