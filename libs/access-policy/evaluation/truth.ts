/** Three-valued truth of Kleene, ordered: and is the minimum, or the maximum. Unknown is never false. */
export type Truth = 0 | 1 | 2;

/** It is certain that it does not hold. */
export const NO: Truth = 0;
/** It depends on something that is not known. */
export const UNKNOWN: Truth = 1;
/** It is certain that it holds. */
export const YES: Truth = 2;

/** A boolean as a truth. */
export const truthOf = (value: boolean): Truth => (value ? YES : NO);

/** Holds where both hold. */
export const and = (left: Truth, right: Truth): Truth => (left < right ? left : right);

/** Holds where either holds. */
export const or = (left: Truth, right: Truth): Truth => (left > right ? left : right);

/** Holds where the other does not. */
export const not = (value: Truth): Truth => (value === UNKNOWN ? UNKNOWN : value === YES ? NO : YES);

/** Whether any of them holds; no items: no. */
export function anyOf<T>(items: Iterable<T>, holds: (item: T) => Truth): Truth {
  let result: Truth = NO;
  for (const item of items) {
    result = or(result, holds(item));
    if (result === YES) return YES;
  }
  return result;
}

/** Whether all of them hold; no items: yes. */
export function allOf<T>(items: Iterable<T>, holds: (item: T) => Truth): Truth {
  let result: Truth = YES;
  for (const item of items) {
    result = and(result, holds(item));
    if (result === NO) return NO;
  }
  return result;
}
