import type { PathFault } from '../model.js';
import { GraphFault } from './errors.js';

/** Counts how often each planned failure of a path has happened. */
export class PathFaults {
  readonly #left = new Map<PathFault, number>();

  /** Fails a request whose path a plan names, as often as the plan says. @throws GraphFault */
  check(path: string, planned: readonly PathFault[]): void {
    for (const fault of planned) {
      if (!new RegExp(fault.path).test(path)) continue;
      const left = this.#left.get(fault) ?? fault.times ?? Number.POSITIVE_INFINITY;
      if (left <= 0) continue;
      this.#left.set(fault, left - 1);
      throw new GraphFault({
        status: fault.status,
        code: fault.code,
        message: fault.message,
        ...(fault.retryAfter === undefined ? {} : { headers: { 'retry-after': fault.retryAfter } }),
      });
    }
  }
}
