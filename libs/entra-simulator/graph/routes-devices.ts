import { text, type JsonObject } from '#kernel/json.js';
import { answerDelta } from './delta.js';
import { notFound } from './errors.js';
import { expanded, expansionsOf, onlyRelations } from './expand.js';
import type { ListSource } from './list.js';
import { parseListQuery, project } from './query.js';
import { contextOf, isEventual, type GraphRead } from './request.js';
import { CAST, count, ID, list, route, type Route } from './routing.js';
import { linkSource, mapSource } from './sources.js';

const RELATIONS = ['registeredOwners', 'registeredUsers', 'memberOf'];

/** Devices and the people to whom they are registered. */
export const DEVICE_ROUTES: readonly Route[] = [
  route('/devices', list(devices)),
  route('/devices/\\$count', count(devices)),
  route('/devices/delta', (read) => answerDelta(read, 'devices', undefined)),
  route(`/devices/${ID}`, (read, [id = '']) => {
    const device = read.store.devices.get(id);
    if (device === undefined) throw notFound(id);
    const source = devices(read);
    const query = parseListQuery(read.query, isEventual(read), source.rules);
    const context = `${contextOf(read, 'devices', query.select)}/$entity`;
    const shown = { ...project(device, query.select, undefined), ...source.decorate?.(device, query) };
    return { status: 200, body: { '@odata.context': context, ...shown } };
  }),
  route(
    `/devices/${ID}/(?:registeredOwners|registeredUsers)${CAST}`,
    list((read, [id = '', cast]) => {
      if (!read.store.devices.has(id)) throw notFound(id);
      return linkSource(read, read.store.access.deviceOwners.get(id) ?? new Map(), cast);
    }),
  ),
];

function devices(read: GraphRead): ListSource {
  const expansions = expansionsOf(read.query.get('$expand') ?? undefined);
  onlyRelations(expansions, RELATIONS);
  const { devices: map } = read.store;
  return {
    ...mapSource('devices', map, undefined),
    objects: (after) => map.after(after ?? 0),
    decorate: (device) =>
      Object.fromEntries(
        expansions.map(({ relation, select }) => [relation, owners(read, device, relation, select)]),
      ),
  };
}

function owners(
  read: GraphRead,
  device: JsonObject,
  relation: string,
  select: readonly string[] | undefined,
): readonly JsonObject[] {
  if (relation === 'memberOf') return [];
  const links = read.store.access.deviceOwners.get(text(device['id'])) ?? new Map<string, string>();
  return [...links.keys()].map((id) => expanded(read, id, select)).filter((owner) => owner !== null);
}
