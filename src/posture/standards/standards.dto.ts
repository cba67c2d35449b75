import { plainToInstance, Type, type ClassConstructor } from 'class-transformer';
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
  validate,
} from 'class-validator';
import { ProblemError, type Problem } from '#kernel/problem.js';

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

/** Whether a text of a valid DTO has the character 0, which PostgreSQL cannot hold. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);

/** Reads an input as a DTO. @throws ProblemError the given one, naming every field that does not fit */
export async function parseDto<Dto extends object>(
  dto: ClassConstructor<Dto>,
  input: unknown,
  problem: Problem,
): Promise<Dto> {
  const value = plainToInstance(dto, typeof input === 'object' && input !== null ? input : {});
  const errors = await validate(value, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  const complaints = errors.flatMap((error) => [
    ...Object.values(error.constraints ?? {}),
    ...(error.children ?? []).flatMap((child) => Object.values(child.constraints ?? {})),
  ]);
  if (complaints.length === 0 && holdsNul(value))
    complaints.push('a text has a character that no text may have');
  if (complaints.length > 0) throw new ProblemError(problem, { detail: `${complaints.join('; ')}.` });
  return value;
}
