import { GraphFault } from './errors.js';
import type { GraphRead } from './request.js';

/** Properties of users that are not in the directory. Source: https://learn.microsoft.com/graph/delta-query-overview */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
]);

/** Lists and delta of users cannot show what another store holds. @throws GraphFault 501 */
export function refuseElsewhere(read: GraphRead): void {
  if (read.path !== '/users' && read.path !== '/users/delta') return;
  const names = (read.query.get('$select') ?? '').split(',').map((name) => name.trim());
  if (!names.some((name) => ELSEWHERE.has(name))) return;
  throw new GraphFault({
    status: 501,
    code: 'NotImplemented',
    message: 'This operation target is not yet supported.',
  });
}
