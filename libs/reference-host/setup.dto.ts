import { ApiProperty } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { IsEmail, IsNotEmpty, IsString, MaxLength, MinLength, validate } from 'class-validator';
import { ProblemError } from '#kernel/problem.js';
import { hostProblems } from './host.problems.js';

/** Fewest characters of a password. */
export const PASSWORD_LENGTH_MIN = 12;

const PASSWORD_LENGTH_MAX = 128;

/** What the first owner gives to set the platform up. */
export class SetupDto {
  @ApiProperty({ description: 'Address by which the owner signs in.', format: 'email' })
  @IsEmail()
  email!: string;

  @ApiProperty({
    description: 'Password of the owner.',
    format: 'password',
    writeOnly: true,
    minLength: PASSWORD_LENGTH_MIN,
    maxLength: PASSWORD_LENGTH_MAX,
  })
  @IsString()
  @MinLength(PASSWORD_LENGTH_MIN)
  @MaxLength(PASSWORD_LENGTH_MAX)
  password!: string;

  @ApiProperty({ description: 'Name of the organisation.', minLength: 1, maxLength: 200 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  organization!: string;
}

/** @throws ProblemError `setup-input-invalid` */
export async function parseSetup(input: unknown): Promise<SetupDto> {
  const dto = plainToInstance(SetupDto, typeof input === 'object' && input !== null ? input : {});
  const errors = await validate(dto, { whitelist: true, forbidUnknownValues: true });
  const complaints = errors.flatMap((error) => Object.values(error.constraints ?? {}));
  if (complaints.length === 0) return dto;
  throw new ProblemError(hostProblems['setup-input-invalid'], { detail: `${complaints.join('; ')}.` });
}
