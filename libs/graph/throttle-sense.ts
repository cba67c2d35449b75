/** Answers that are remembered, and how many of them must be 429 to mean that the budget is used up. */
const REMEMBERED = 8;
const THROTTLED_MIN = 2;

/**
 * Tells a budget that is used up, which refuses most of what comes, from a request that was refused for itself. Only
 * the former concerns everybody: a lone 429 is waited for by the request that got it.
 */
export class ThrottleSense {
  readonly #answers: boolean[] = [];

  /** Notes an answer; true when this answer and those before it say that the budget is used up. */
  note(throttled: boolean): boolean {
    this.#answers.push(throttled);
    if (this.#answers.length > REMEMBERED) this.#answers.shift();
    return throttled && this.#answers.filter(Boolean).length >= THROTTLED_MIN;
  }
}
