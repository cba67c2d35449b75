import { text, type JsonObject } from '#kernel/json.js';
import { visibleAssignments } from '../tenant/access/role-views.js';
import { answerDelta } from './delta.js';
import { unsupportedQuery } from './errors.js';
import { expanded, expander, expansionsOf, onlyRelations, type Expansion } from './expand.js';
import { freshSource } from './fresh-source.js';
import { answerList, type ListSource } from './list.js';
import { project } from './query.js';
import type { GraphRead } from './request.js';
import { entity, ID, list, route, type Route } from './routing.js';
import { linkSource, roleSource, wholeSource } from './sources.js';
import { linksOf } from './links.js';
import { namedKey } from './paths.js';

const ROLES = 'roleManagement/directory';
const RELATIONS = ['principal', 'roleDefinition', 'directoryScope', 'appScope', 'activatedUsing'];

/** Directory roles and the assignments of them. */
export const ROLE_ROUTES: readonly Route[] = [
  route('/directoryRoles', (read, ids) => {
    refuseOptions(read);
    const expand = expander(read, 'directoryRole');
    const source = wholeSource('directoryRoles', [...read.store.directoryRoles.values()]);
    return list(() => ({ ...source, decorate: (role) => expand(text(role['id'])) }))(read, ids);
  }),
  route('/directoryRoleTemplates', (read) =>
    answerList(read, wholeSource('directoryRoleTemplates', templates(read))),
  ),
  route(`/directoryRoleTemplates/${ID}`, (read, [id = '']) =>
    entity(
      read,
      templates(read).find((template) => template['id'] === id),
      'directoryRoleTemplates',
    ),
  ),
  route('/directoryRoles/delta', (read) => answerDelta(read, 'directoryRoles', undefined)),
  route(`/directoryRoles/${ID}`, (read, [key = '']) =>
    entity(read, read.store.directoryRoles.get(roleIdOf(read, key)), 'directoryRoles'),
  ),
  route(
    `/directoryRoles/${ID}/members`,
    list((read, [key = '']) => {
      const id = roleIdOf(read, key);
      const links = linksOf(read.store.directoryRoleMembers, id, read.store.directoryRoles.has(id));
      return linkSource(read, links, undefined);
    }),
  ),
  route(
    `/${ROLES}/roleDefinitions`,
    list((read) => roleSource(`${ROLES}/roleDefinitions`, read.store.roleDefinitions)),
  ),
  route(`/${ROLES}/roleDefinitions/${ID}`, (read, [id = '']) =>
    entity(read, read.store.roleDefinitions.get(id), `${ROLES}/roleDefinitions`),
  ),
  route(`/${ROLES}/roleAssignments`, list(assignments)),
  route(`/${ROLES}/roleAssignments/${ID}`, (read, [id = '']) =>
    entity(
      read,
      visibleAssignments(read.store).find((held) => held['id'] === id),
      `${ROLES}/roleAssignments`,
    ),
  ),
];

/** Source: https://learn.microsoft.com/graph/api/directoryroletemplate-list */
function templates(read: GraphRead): readonly JsonObject[] {
  return [...read.store.roleDefinitions.values()]
    .filter((definition) => definition['isBuiltIn'] === true)
    .map(({ id = null, description = null, displayName = null }) => ({
      id,
      deletedDateTime: null,
      description,
      displayName,
    }));
}

function assignments(read: GraphRead): ListSource {
  return withRoleRelations(read, freshSource(`${ROLES}/roleAssignments`, visibleAssignments(read.store)));
}

/** Adds what `$expand` asks for to anything that names a principal, a role and a scope. @throws GraphFault 400 */
export function withRoleRelations(read: GraphRead, source: ListSource): ListSource {
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  onlyRelations(expansions, RELATIONS);
  if (expansions.length === 0) return source;
  const suffix = expansions
    .map(({ relation, select }) => `${relation}(${select?.join(',') ?? ''})`)
    .join(',');
  return {
    ...source,
    name: read.query.has('$select') ? source.name : `${source.name}(${suffix})`,
    decorate: (object) =>
      Object.fromEntries(
        expansions.map((expansion) => [expansion.relation, related(read, object, expansion)]),
      ),
  };
}

function related(read: GraphRead, held: JsonObject, { relation, select }: Expansion): JsonObject | null {
  if (relation === 'principal') return expanded(read, text(held['principalId']), select);
  if (relation === 'roleDefinition') {
    const definition = read.store.roleDefinitions.get(text(held['roleDefinitionId']));
    return definition === undefined ? null : project(definition, select, undefined);
  }
  if (relation !== 'directoryScope') return null;
  const scope = text(held['directoryScopeId']);
  return scope === '/' ? null : expanded(read, scope.split('/').at(-1) ?? '', select);
}

/** `/directoryRoles(roleTemplateId='…')` names a role by its template. */
function roleIdOf(read: GraphRead, key: string): string {
  const template = namedKey(key, 'roleTemplateId');
  if (template === undefined) return key;
  const role = [...read.store.directoryRoles].find(([, found]) => found['roleTemplateId'] === template);
  return role?.[0] ?? '';
}

/** Source: https://learn.microsoft.com/graph/api/directoryrole-list (no OData parameters but $select, $filter and $expand). */
function refuseOptions(read: GraphRead): void {
  for (const option of ['$top', '$orderby', '$search']) {
    if (!read.query.has(option)) continue;
    throw unsupportedQuery(`The query option ${option} is not supported for this resource.`);
  }
}
