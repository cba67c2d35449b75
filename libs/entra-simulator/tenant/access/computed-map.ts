import { numbered, numberOf, reserveNumbers } from '../numbers.js';
import type { DirectoryObject } from '../directory.js';

/** How the members of a computed collection are made. */
export interface Recipe {
  readonly count: number;
  readonly idOf: (index: number) => string;
  /** Place of an object that this recipe makes, by its id; undefined for any other id. */
  readonly indexOf: (id: string) => number | undefined;
  readonly make: (index: number) => DirectoryObject;
}

const NOTHING: Recipe = {
  count: 0,
  idOf: () => '',
  indexOf: () => undefined,
  make: () => ({}),
};

/**
 * A map of objects of which most are made when they are asked for: a tenant of a million people has as many devices,
 * and nobody should pay for them before reading them. Stored objects come first, computed ones next, later ones last.
 */
export class ComputedMap extends Map<string, DirectoryObject> {
  #recipe = NOTHING;
  #firstNumber = 0;
  /** How many stored objects came before the computed ones. */
  readonly #before = new Set<string>();
  readonly #gone = new Set<number>();

  /** Adds the objects of a recipe after those that are there. */
  append(recipe: Recipe): void {
    for (const [id, object] of super.entries()) {
      this.#before.add(id);
      numberOf(object);
    }
    this.#recipe = recipe;
    this.#firstNumber = reserveNumbers(recipe.count);
  }

  override get size(): number {
    return super.size + this.#recipe.count - this.#gone.size;
  }

  override has(id: string): boolean {
    return super.has(id) || this.computedIndex(id) !== undefined;
  }

  override get(id: string): DirectoryObject | undefined {
    const stored = super.get(id);
    if (stored !== undefined) return stored;
    const index = this.computedIndex(id);
    return index === undefined ? undefined : this.make(index);
  }

  /** Keeps an object from now on, in the place in which its id was. */
  override set(id: string, object: DirectoryObject): this {
    const index = this.#recipe.indexOf(id);
    if (index !== undefined) {
      this.#gone.add(index);
      numbered(object, this.#firstNumber + index);
    }
    return super.set(id, object);
  }

  override delete(id: string): boolean {
    const index = this.computedIndex(id);
    if (index !== undefined) this.#gone.add(index);
    return super.delete(id) || index !== undefined;
  }

  /** Objects with a number above one, without making those below it. */
  *after(number: number): Generator<DirectoryObject> {
    for (const [id, object] of super.entries()) {
      if (this.#before.has(id) && numberOf(object) > number) yield object;
    }
    const start = Math.max(0, number - this.#firstNumber + 1);
    for (let index = start; index < this.#recipe.count; index += 1) {
      const pinned = this.#gone.has(index) ? super.get(this.#recipe.idOf(index)) : this.make(index);
      if (pinned !== undefined) yield pinned;
    }
    for (const [id, object] of super.entries()) {
      const later = !this.#before.has(id) && this.#recipe.indexOf(id) === undefined;
      if (later && numberOf(object) > number) yield object;
    }
  }

  override *values(): MapIterator<DirectoryObject> {
    yield* this.after(0);
  }

  /** Ids alone, without making the objects. */
  override *keys(): MapIterator<string> {
    for (const id of super.keys()) if (this.#before.has(id)) yield id;
    for (let index = 0; index < this.#recipe.count; index += 1) {
      const id = this.#recipe.idOf(index);
      if (!this.#gone.has(index) || super.has(id)) yield id;
    }
    for (const id of super.keys()) {
      if (!this.#before.has(id) && this.#recipe.indexOf(id) === undefined) yield id;
    }
  }

  override *entries(): MapIterator<[string, DirectoryObject]> {
    for (const object of this.after(0)) yield [object['id'] as string, object];
  }

  override [Symbol.iterator](): MapIterator<[string, DirectoryObject]> {
    return this.entries();
  }

  override forEach(
    callback: (value: DirectoryObject, key: string, map: Map<string, DirectoryObject>) => void,
  ): void {
    for (const [id, object] of this.entries()) callback(object, id, this);
  }

  private computedIndex(id: string): number | undefined {
    const index = this.#recipe.indexOf(id);
    return index === undefined || this.#gone.has(index) ? undefined : index;
  }

  private make(index: number): DirectoryObject {
    return numbered(this.#recipe.make(index), this.#firstNumber + index);
  }
}
