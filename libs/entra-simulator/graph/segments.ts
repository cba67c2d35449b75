import type { Route } from './routing.js';

/**
 * Writes the segments of a path as the routes write them, for Graph does not care about their case: the documentation
 * itself asks for `/groups/{id}/transitivemembers`. Ids and keys stay as they are.
 */
export function segmentWriter(routes: readonly Route[]): (path: string) => string {
  const words = routes.flatMap(([pattern]) => pattern.source.match(/[A-Za-z]{2,}/g) ?? []);
  const known = new Map([...words, 'me'].map((word) => [word.toLowerCase(), word]));
  return (path) =>
    path
      .split('/')
      .map((segment) => known.get(segment.toLowerCase()) ?? segment)
      .join('/');
}
