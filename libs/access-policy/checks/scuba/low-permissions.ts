import type { JsonObject } from '#kernel/json.js';
import type { Snapshot } from '../../model/snapshot.js';
import { listIn, objects, textOf } from '../json-fields.js';
import { missing } from '../rule.js';
import { about, conclude, verdict, type Verdict } from '../verdict.js';
import { RISKY_PERMISSIONS } from './risky-permissions.js';

/** Fails when a risky permission is classified low; unknown where classifications were not read. */
export function riskyLowPermissions({ source }: Snapshot): Verdict {
  if (source['servicePrincipals'] === undefined) return missing(['servicePrincipals']);
  const resources = objects(listIn(source['servicePrincipals'])).flatMap((each) => {
    const risky = RISKY_PERMISSIONS.get((textOf(each, 'appId') ?? '').toLowerCase());
    return risky === undefined ? [] : [{ resource: each, risky }];
  });
  const unread = resources
    .filter(({ resource }) => !Array.isArray(resource['delegatedPermissionClassifications']))
    .map(({ resource }) =>
      about(nameOf(resource), `delegatedPermissionClassifications of ${nameOf(resource)} was not collected.`),
    );
  const low = resources.flatMap(({ resource, risky }) =>
    lowPermissions(resource).map((name) => ({ resource, risky, name })),
  );
  const broken = low.flatMap(({ resource, risky, name }) =>
    name !== undefined && risky.has(name)
      ? [about(nameOf(resource), `${name} of ${nameOf(resource)} is classified low.`)]
      : [],
  );
  const nameless = low
    .filter(({ name }) => name === undefined)
    .map(({ resource }) =>
      about(nameOf(resource), `A permission of ${nameOf(resource)} is classified low and not named.`),
    );
  if (resources.length === 0) {
    const statement = 'None of the resources with risky permissions was among the service principals.';
    return verdict('unknown', [about('servicePrincipals', statement)]);
  }
  return conclude({ broken, doubtful: [...unread, ...nameless] }, [
    about('servicePrincipals', 'No risky permission is classified low.'),
  ]);
}

/** Names of permissions; undefined for one of which only the id is known. */
function lowPermissions(resource: JsonObject): readonly (string | undefined)[] {
  const scopes = new Map(
    objects(resource['oauth2PermissionScopes']).map((scope) => [textOf(scope, 'id'), textOf(scope, 'value')]),
  );
  return objects(resource['delegatedPermissionClassifications'])
    .filter(({ classification }) => classification === 'low')
    .map((each) => textOf(each, 'permissionName') ?? scopes.get(textOf(each, 'permissionId')));
}

function nameOf(resource: JsonObject): string {
  return textOf(resource, 'displayName') ?? textOf(resource, 'appId') ?? '';
}
