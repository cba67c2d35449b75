import type { BatchAnswer, BatchItem, GraphClient } from '#graph/graph-client.js';
import { isJsonObject, type JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';

/** Something short to ask for ahead, named by the path of the step that will want it. */
export interface AheadRead extends Omit<BatchItem, 'id'> {
  readonly path: string;
}

/** Answers to short reads that were asked for together, before the steps that want them; each is given once. */
export class Ahead {
  readonly #answers = new Map<string, Promise<BatchAnswer | undefined>>();

  /** Asks for several reads by one `$batch`. What the batch as a whole cannot give is asked for by its step. */
  constructor(graph: Pick<GraphClient, 'batch'>, reads: readonly AheadRead[], signal: AbortSignal) {
    const items = reads.map(({ path, ...item }, index) => ({ ...item, id: String(index) }));
    const answers = graph.batch(items, { signal }).catch((error: unknown) => {
      if (error instanceof ProblemError || signal.aborted) return [];
      throw error;
    });
    reads.forEach(({ path }, index) => {
      const answer = answers.then((all) => all[index]);
      answer.catch(() => undefined);
      this.#answers.set(path, answer);
    });
  }

  /**
   * The answer to a path, or undefined when it was not asked for or the batch did not come through.
   * @throws ProblemError what Graph said to this one read
   */
  async take(path: string): Promise<JsonObject | undefined> {
    const answer = await this.#answers.get(path);
    this.#answers.delete(path);
    if (answer?.status === 'failed') throw answer.problem;
    return isJsonObject(answer?.body ?? null) ? answer?.body : undefined;
  }
}

/** Asks ahead where that saves requests: for two reads or more. */
export function askAhead(
  graph: Pick<GraphClient, 'batch'>,
  reads: readonly AheadRead[],
  signal: AbortSignal,
): Ahead | undefined {
  return reads.length < 2 ? undefined : new Ahead(graph, reads, signal);
}
