import { text, type JsonObject } from '#kernel/json.js';
import { visibleAppRoleAssignments } from '../tenant/access/consent-views.js';
import type { DirectoryObject } from '../tenant/directory.js';
import { answerDelta } from './delta.js';
import { visibleCollection } from './delta-links.js';
import { notFound } from './errors.js';
import { expander } from './expand.js';
import { freshDirectorySource } from './fresh-source.js';
import type { ListSource } from './list.js';
import { namedKey } from './paths.js';
import type { GraphRead } from './request.js';
import { count, entity, ID, list, route, type Route } from './routing.js';
import { mapSource, userIdOf } from './sources.js';

/** Service principals, applications, who is assigned to them and what they may do. */
export const APPLICATION_ROUTES: readonly Route[] = [
  route('/servicePrincipals', list(principals)),
  route('/servicePrincipals/\\$count', count(principals)),
  route('/servicePrincipals/delta', (read) => answerDelta(read, 'servicePrincipals', undefined)),
  route(`/servicePrincipals/${ID}`, (read, [key = '']) =>
    entity(read, read.store.servicePrincipals.get(principalId(read, key)), 'servicePrincipals'),
  ),
  route(`/servicePrincipals/${ID}/appRoleAssignedTo`, list(assigned('resourceId', 'appRoleAssignedTo'))),
  route(`/servicePrincipals/${ID}/appRoleAssignments`, list(assigned('principalId', 'appRoleAssignments'))),
  route(`/servicePrincipals/${ID}/oauth2PermissionGrants`, list(grantsOfClient)),
  ...(['users', 'groups'] as const).map((name) =>
    route(
      `/${name}/${ID}/appRoleAssignments`,
      list((read, [key = '']) => holds(read, name, key)),
    ),
  ),
  route(
    `/users/${ID}/oauth2PermissionGrants`,
    list((read, [key = '']) => {
      const id = userIdOf(read, key);
      return freshDirectorySource('oauth2PermissionGrants', grantsWhere(read, 'principalId', id));
    }),
  ),
  route('/applications', list(applications)),
  route('/applications/\\$count', count(applications)),
  route('/applications/delta', (read) => answerDelta(read, 'applications', undefined)),
  route(`/applications/${ID}`, (read, [key = '']) =>
    entity(read, read.store.applications.get(applicationId(read, key)), 'applications'),
  ),
  route('/oauth2PermissionGrants', list(grants)),
  route('/oauth2PermissionGrants/delta', (read) => answerDelta(read, 'oauth2PermissionGrants', undefined)),
  route(`/oauth2PermissionGrants/${ID}`, (read, [id = '']) =>
    entity(read, visibleGrantMap(read).get(id), 'oauth2PermissionGrants'),
  ),
];

function principals(read: GraphRead): ListSource {
  const expand = expander(read, 'servicePrincipal', {
    appRoleAssignedTo: (id) => assignedAt(read, 'resourceId', id),
    appRoleAssignments: (id) => assignedAt(read, 'principalId', id),
    oauth2PermissionGrants: (id) => grantsWhere(read, 'clientId', id),
  });
  return {
    ...mapSource('servicePrincipals', read.store.servicePrincipals, undefined),
    emptyLastPage: true,
    decorate: (principal) => expand(text(principal['id'])),
  };
}

function applications(read: GraphRead): ListSource {
  const expand = expander(read, 'application');
  return {
    ...mapSource('applications', read.store.applications, undefined),
    decorate: (application) => expand(text(application['id'])),
  };
}

function principalId(read: GraphRead, key: string): string {
  return byAppId(read.store.servicePrincipals, key);
}

function applicationId(read: GraphRead, key: string): string {
  return byAppId(read.store.applications, key);
}

function byAppId(objects: ReadonlyMap<string, DirectoryObject>, key: string): string {
  const appId = namedKey(key, 'appId')?.toLowerCase();
  if (appId === undefined) return key;
  for (const [id, object] of objects) if (object['appId'] === appId) return id;
  return '';
}

function assigned(end: 'resourceId' | 'principalId', relation: string) {
  return (read: GraphRead, [key = '']: readonly string[]): ListSource => {
    const id = principalId(read, key);
    if (!read.store.servicePrincipals.has(id)) throw notFound(id);
    const found = assignedAt(read, end, id);
    return freshDirectorySource(`servicePrincipals('${id}')/${relation}`, found);
  };
}

function assignedAt(read: GraphRead, end: 'resourceId' | 'principalId', id: string): readonly JsonObject[] {
  return visibleAppRoleAssignments(read.store).filter((held) => held[end] === id);
}

function holds(read: GraphRead, collection: 'users' | 'groups', key: string): ListSource {
  const id = collection === 'users' ? (userIdOf(read, key) ?? '') : key;
  if (!read.store[collection].has(id)) throw notFound(key);
  const found = assignedAt(read, 'principalId', id);
  return freshDirectorySource(`${collection}('${id}')/appRoleAssignments`, found);
}

function visibleGrantMap(read: GraphRead): ReadonlyMap<string, DirectoryObject> {
  return visibleCollection(read.store, 'oauth2PermissionGrants');
}

function grants(read: GraphRead): ListSource {
  return mapSource('oauth2PermissionGrants', visibleGrantMap(read), undefined);
}

function grantsOfClient(read: GraphRead, [key = '']: readonly string[]): ListSource {
  const id = principalId(read, key);
  if (!read.store.servicePrincipals.has(id)) throw notFound(id);
  return freshDirectorySource('oauth2PermissionGrants', grantsWhere(read, 'clientId', id));
}

function grantsWhere(read: GraphRead, end: string, id: string | undefined): readonly JsonObject[] {
  return [...visibleGrantMap(read).values()].filter((grant) => text(grant[end]) === id);
}
