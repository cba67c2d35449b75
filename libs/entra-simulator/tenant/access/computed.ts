/**
 * Facts about objects that are worked out when they are asked for, so that a large tenant costs no memory for them;
 * what a change sets stays set.
 */
export class Computed<Value> {
  readonly #set = new Map<string, Value | undefined>();

  constructor(private compute: (id: string) => Value | undefined) {}

  get(id: string): Value | undefined {
    return this.#set.has(id) ? this.#set.get(id) : this.compute(id);
  }

  set(id: string, value: Value | undefined): void {
    this.#set.set(id, value);
  }

  /** Changes how facts are worked out from now on. */
  use(compute: (id: string) => Value | undefined): void {
    this.compute = compute;
  }
}
