import type { JsonObject } from '#kernel/json.js';

/** Counts requests by method, path pattern and status. */
export class RequestCounter {
  readonly #counts = new Map<string, number>();

  note(method: string, path: string, status: number): void {
    const key = `${method} ${patternOf(path)} ${status}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  reset(): void {
    this.#counts.clear();
  }

  list(): readonly JsonObject[] {
    return [...this.#counts].map(([key, count]) => {
      const [method = '', path = '', status = ''] = key.split(' ');
      return { method, path, status: Number(status), count };
    });
  }
}

function patternOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^[0-9a-f-]{36}$|@/i.test(segment) ? '{id}' : segment))
    .join('/');
}
