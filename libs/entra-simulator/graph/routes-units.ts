import { scopedRoleMembers } from '../tenant/access/units.js';
import { answerDelta } from './delta.js';
import { notFound } from './errors.js';
import { freshDirectorySource } from './fresh-source.js';
import type { ListSource } from './list.js';
import { seesHiddenMembers } from './permissions.js';
import type { GraphRead } from './request.js';
import { CAST, count, entity, ID, list, route, type Route } from './routing.js';
import { linkSource, mapSource } from './sources.js';
import { linksOf } from './links.js';

const UNITS = 'directory/administrativeUnits';

/** Administrative units, also under their older address without `/directory`. */
export const UNIT_ROUTES: readonly Route[] = ['/directory', ''].flatMap((prefix) => [
  route(`${prefix}/administrativeUnits`, list(units)),
  route(`${prefix}/administrativeUnits/\\$count`, count(units)),
  route(`${prefix}/administrativeUnits/delta`, (read) => answerDelta(read, 'administrativeUnits', undefined)),
  route(`${prefix}/administrativeUnits/${ID}`, (read, [id = '']) =>
    entity(read, read.store.access.administrativeUnits.get(id), UNITS),
  ),
  route(`${prefix}/administrativeUnits/${ID}/members${CAST}`, list(members)),
  route(`${prefix}/administrativeUnits/${ID}/members${CAST}/\\$count`, count(members)),
  route(
    `${prefix}/administrativeUnits/${ID}/scopedRoleMembers`,
    list((read, [id = '']) => {
      if (!read.store.access.administrativeUnits.has(id)) throw notFound(id);
      return freshDirectorySource('scopedRoleMemberships', scopedRoleMembers(read.store, id));
    }),
  ),
]);

function units(read: GraphRead): ListSource {
  return mapSource(UNITS, read.store.access.administrativeUnits, undefined);
}

/** The members of a unit with hidden membership look like none to whoever may not see them. */
function members(read: GraphRead, [id = '', cast]: readonly string[]): ListSource {
  const { access } = read.store;
  const unit = access.administrativeUnits.get(id);
  const links = linksOf(access.unitMembers, id, unit !== undefined);
  const hidden = unit?.['visibility'] === 'HiddenMembership' && !seesHiddenMembers(read.caller);
  return linkSource(read, hidden ? new Map() : links, cast);
}
