import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { ProblemError, type Problem } from '#kernel/problem.js';

/** Names that class-transformer leaves out without a word, so that no validator sees them. */
const RESERVED: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Reads an input as a DTO. @throws ProblemError the given one, naming every field that does not fit */
export async function parseDto<Dto extends object>(
  dto: ClassConstructor<Dto>,
  input: unknown,
  problem: Problem,
): Promise<Dto> {
  const given: unknown = input ?? {};
  if (!isRecord(given)) throw new ProblemError(problem, { detail: 'An object is expected.' });
  const value = plainToInstance(dto, given);
  const errors = await validate(value, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  const complaints = [...reserved(given), ...errors.flatMap(complaintsOf)];
  if (complaints.length === 0 && holdsNul(value))
    complaints.push('a text has a character that no text may have');
  if (complaints.length > 0) throw new ProblemError(problem, { detail: `${complaints.join('; ')}.` });
  return value;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function reserved(input: object): readonly string[] {
  return RESERVED.filter((name) => Object.hasOwn(input, name)).map(
    (name) => `property ${name} should not exist`,
  );
}

function complaintsOf({ constraints = {}, children = [] }: ValidationError): readonly string[] {
  return [
    ...Object.values(constraints),
    ...children.flatMap((child) => Object.values(child.constraints ?? {})),
  ];
}

/** Whether a text of a valid DTO has the character 0, which PostgreSQL cannot hold. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}
