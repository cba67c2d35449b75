import { inspect } from 'node:util';

const MASK = '[secret]';

/** A value that must not leave the process by accident: printing, logging or serialising it yields a mask. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it only where the value is handed to a protocol or to a cipher. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
