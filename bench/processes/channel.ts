import type { Json, JsonObject } from '#kernel/json.js';

/** Work that a process does when its parent asks for it, by name. */
export type Handlers = Readonly<Record<string, (argument: JsonObject) => Promise<Json> | Json>>;

interface Question {
  readonly id: number;
  readonly ask: string;
  readonly argument: JsonObject;
}

/** Answers the parent process; what goes wrong is answered too. */
export function answerParent(handlers: Handlers): void {
  process.on('message', (question: Question) => {
    const { id, ask, argument } = question;
    const work = async (): Promise<Json> => {
      const handler = handlers[ask];
      if (handler === undefined) throw new RangeError(`unknown work: ${ask}`);
      return handler(argument);
    };
    work().then(
      (value) => process.send?.({ id, value }),
      (error: unknown) =>
        process.send?.({
          id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
