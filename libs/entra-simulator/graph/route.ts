import type { GraphReply } from './errors.js';
import type { GraphRead } from './request.js';

/** Answers a read; `parts` are the groups of the path's pattern. */
export type Answer = (read: GraphRead, parts: readonly string[]) => GraphReply;

/** One path that the simulator answers. */
export type Route = readonly [pattern: RegExp, answer: Answer];

/** A route for a whole path below the version. */
export function route(pattern: string, answer: Answer): Route {
  return [new RegExp(`^${pattern}$`), answer];
}

/** The answer of the first route whose pattern fits; undefined when none does. */
export function answerFrom(routes: readonly Route[], read: GraphRead): GraphReply | undefined {
  for (const [pattern, answer] of routes) {
    const match = pattern.exec(read.path);
    if (match !== null) return answer(read, match.slice(1));
  }
  return undefined;
}
