import { text, type JsonObject } from '#kernel/json.js';
import { visibleAppRoleAssignments } from '../tenant/access/consent-views.js';
import type { DirectoryObject } from '../tenant/directory.js';
import { answerDelta } from './delta.js';
import { visibleCollection } from './delta-links.js';
import { notFound } from './errors.js';
import { freshDirectorySource } from './fresh-source.js';
import type { ListSource } from './list.js';
import type { GraphRead } from './request.js';
import { count, entity, ID, list, route, type Route } from './routing.js';
import { linksOf, linkSource, mapSource, userIdOf } from './sources.js';

/** `/{id}` or `(appId='…')`. */
const KEY = "(?:/([^/]+)|\\((appId='[^']+')\\))";

/** Service principals, applications, who is assigned to them and what they may do. */
export const APPLICATION_ROUTES: readonly Route[] = [
  route('/servicePrincipals', list(principals)),
  route('/servicePrincipals/\\$count', count(principals)),
  route('/servicePrincipals/delta', (read) => answerDelta(read, 'servicePrincipals', undefined)),
  route(`/servicePrincipals/${ID}`, (read, [key = '']) =>
    entity(read, read.store.servicePrincipals.get(principalId(read, key)), 'servicePrincipals'),
  ),
  route("/servicePrincipals\\((appId='[^']+')\\)", (read, [key = '']) =>
    entity(read, read.store.servicePrincipals.get(principalId(read, key)), 'servicePrincipals'),
  ),
  route(`/servicePrincipals${KEY}/appRoleAssignedTo`, list(assigned('resourceId', 'appRoleAssignedTo'))),
  route(`/servicePrincipals${KEY}/appRoleAssignments`, list(assigned('principalId', 'appRoleAssignments'))),
  route(`/servicePrincipals${KEY}/oauth2PermissionGrants`, list(grantsOfClient)),
  route(
    `/servicePrincipals${KEY}/owners`,
    list((read, keys) => {
      const id = principalId(read, keyOf(keys));
      const { servicePrincipalOwners } = read.store.access;
      return linkSource(
        read,
        linksOf(servicePrincipalOwners, id, read.store.servicePrincipals.has(id)),
        undefined,
      );
    }),
  ),
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
  route("/applications\\((appId='[^']+')\\)", (read, [key = '']) =>
    entity(read, read.store.applications.get(applicationId(read, key)), 'applications'),
  ),
  route(
    `/applications${KEY}/owners`,
    list((read, keys) => {
      const id = applicationId(read, keyOf(keys));
      return linkSource(
        read,
        linksOf(read.store.access.applicationOwners, id, read.store.applications.has(id)),
        undefined,
      );
    }),
  ),
  route('/oauth2PermissionGrants', list(grants)),
  route('/oauth2PermissionGrants/delta', (read) => answerDelta(read, 'oauth2PermissionGrants', undefined)),
  route(`/oauth2PermissionGrants/${ID}`, (read, [id = '']) =>
    entity(read, visibleGrantMap(read).get(id), 'oauth2PermissionGrants'),
  ),
];

function keyOf([id, alternate]: readonly (string | undefined)[]): string {
  return id ?? alternate ?? '';
}

function principals(read: GraphRead): ListSource {
  return { ...mapSource('servicePrincipals', read.store.servicePrincipals, undefined), emptyLastPage: true };
}

function applications(read: GraphRead): ListSource {
  return mapSource('applications', read.store.applications, undefined);
}

function principalId(read: GraphRead, key: string): string {
  return byAppId(read.store.servicePrincipals, key);
}

function applicationId(read: GraphRead, key: string): string {
  return byAppId(read.store.applications, key);
}

function byAppId(objects: ReadonlyMap<string, DirectoryObject>, key: string): string {
  const appId = /^appId='([^']+)'$/.exec(key)?.[1]?.toLowerCase();
  if (appId === undefined) return key;
  for (const [id, object] of objects) if (object['appId'] === appId) return id;
  return '';
}

function assigned(end: 'resourceId' | 'principalId', relation: string) {
  return (read: GraphRead, keys: readonly (string | undefined)[]): ListSource => {
    const id = principalId(read, keyOf(keys));
    if (!read.store.servicePrincipals.has(id)) throw notFound(id);
    const found = visibleAppRoleAssignments(read.store).filter((held) => held[end] === id);
    return freshDirectorySource(`servicePrincipals('${id}')/${relation}`, found);
  };
}

function holds(read: GraphRead, collection: 'users' | 'groups', key: string): ListSource {
  const id = collection === 'users' ? (userIdOf(read, key) ?? '') : key;
  if (!read.store[collection].has(id)) throw notFound(key);
  const found = visibleAppRoleAssignments(read.store).filter((held) => held['principalId'] === id);
  return freshDirectorySource(`${collection}('${id}')/appRoleAssignments`, found);
}

function visibleGrantMap(read: GraphRead): ReadonlyMap<string, DirectoryObject> {
  return visibleCollection(read.store, 'oauth2PermissionGrants');
}

function grants(read: GraphRead): ListSource {
  return mapSource('oauth2PermissionGrants', visibleGrantMap(read), undefined);
}

function grantsOfClient(read: GraphRead, keys: readonly (string | undefined)[]): ListSource {
  const id = principalId(read, keyOf(keys));
  if (!read.store.servicePrincipals.has(id)) throw notFound(id);
  return freshDirectorySource('oauth2PermissionGrants', grantsWhere(read, 'clientId', id));
}

function grantsWhere(read: GraphRead, end: string, id: string | undefined): readonly JsonObject[] {
  return [...visibleGrantMap(read).values()].filter((grant) => text(grant[end]) === id);
}
