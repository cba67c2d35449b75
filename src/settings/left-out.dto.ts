import { Transform } from 'class-transformer';
import { ValidateIf } from 'class-validator';

/** May be left out; null is refused by what else the field asks for, unlike with `IsOptional`. */
export function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_: object, value: unknown) => value !== undefined);
}

/** May be left out; null, as answers show it, means the empty text, which removes the value. */
export function NullRemoves(): PropertyDecorator {
  return Transform(({ value }: { readonly value: unknown }) => (value === null ? '' : value));
}
