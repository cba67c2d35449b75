import { badRequest } from './errors.js';

/**
 * The one form in which routes know a path: decoded, types in full (`graph.user` is `microsoft.graph.user`), keys as
 * segments (`users('x')` is `users/x`, `applications(appId='x')` is `applications/(appId='x')`), functions without
 * brackets (`delta()` is `delta`), no slash at the end. Source: https://learn.microsoft.com/graph/use-the-api
 * @throws GraphFault 400
 */
export function pathOf(raw: string): string {
  return decoded(raw)
    .replace(/\/(?:microsoft\.)?graph\./g, '/microsoft.graph.')
    .replace(/microsoft\.graph\.delta(\(\))?$/, 'delta')
    .replace(/\(\)(?=\/|$)/g, '')
    .replace(/(?<=[^/])\('([^']*)'\)/g, '/$1')
    .replace(/(?<=[^/])\(((?:appId|deviceId|roleTemplateId|userPrincipalName)='[^']*')\)/g, '/($1)')
    .replace(/(?<=.)\/$/, '');
}

/** The value of a key that is named, as in `(appId='…')`; undefined for any other segment. */
export function namedKey(segment: string, name: string): string | undefined {
  const key = /^\(?(\w+)='([^']*)'\)?$/.exec(segment);
  return key?.[1]?.toLowerCase() === name.toLowerCase() ? key[2] : undefined;
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    if (error instanceof URIError) throw badRequest('The request URI is not valid.');
    throw error;
  }
}
