/**
 * Numbers objects in the order in which they came into being. A page of a list goes on after a number, not after a
 * count, so that an object which is deleted meanwhile does not push another one over the edge of a page.
 */
const numbers = new WeakMap<object, number>();
let last = 0;

/** The object's number; its first call for an object assigns one. */
export function numberOf(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(object, last);
  return last;
}

/** Numbers many objects in their order. */
export function numberAll(objects: Iterable<object>): void {
  for (const object of objects) numberOf(object);
}

/** Sets aside a run of numbers for objects that are made when they are asked for; returns the first of them. */
export function reserveNumbers(count: number): number {
  const first = last + 1;
  last += count;
  return first;
}

/** Gives an object a number of our choice, so that an object made anew has the number that it had before. */
export function numbered<Numbered extends object>(object: Numbered, number: number): Numbered {
  numbers.set(object, number);
  return object;
}
