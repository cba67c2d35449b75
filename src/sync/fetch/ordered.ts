/**
 * Works on items side by side, at most `concurrency` at once, and yields the results in the order of the items.
 * At most `concurrency` results wait; the first failure ends the iteration after the results before it.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const waiting: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(ignoreUntilAwaited);
    waiting.push(result);
    if (waiting.length >= concurrency) yield await takeFirst(waiting);
  }
  while (waiting.length > 0) yield await takeFirst(waiting);
}

function takeFirst<Result>(waiting: Promise<Result>[]): Promise<Result> {
  const first = waiting.shift();
  if (first === undefined) throw new RangeError('nothing waits');
  return first;
}

/** A failure of a later item is raised when its turn comes; until then it must not count as unhandled. */
function ignoreUntilAwaited(): void {
  return undefined;
}
