import { text } from '#kernel/json.js';
import { answerDelta } from './delta.js';
import { expander } from './expand.js';
import type { ListSource } from './list.js';
import { namedKey } from './paths.js';
import type { GraphRead } from './request.js';
import { count, entity, ID, list, route, type Route } from './routing.js';
import { mapSource } from './sources.js';

/** Devices; the people to whom they are registered are among the relations of directory objects. */
export const DEVICE_ROUTES: readonly Route[] = [
  route('/devices', list(devices)),
  route('/devices/\\$count', count(devices)),
  route('/devices/delta', (read) => answerDelta(read, 'devices', undefined)),
  route(`/devices/${ID}`, (read, [key = '']) =>
    entity(read, read.store.devices.get(idOf(read, key)), 'devices'),
  ),
];

function devices(read: GraphRead): ListSource {
  const expand = expander(read, 'device');
  const { devices: map } = read.store;
  return {
    ...mapSource('devices', map, undefined),
    objects: (after) => map.after(after ?? 0),
    decorate: (device) => expand(text(device['id'])),
  };
}

/** `/devices(deviceId='…')` names a device by the id that it has at its owner. */
function idOf(read: GraphRead, key: string): string {
  const deviceId = namedKey(key, 'deviceId')?.toLowerCase();
  if (deviceId === undefined) return key;
  for (const device of read.store.devices.values()) {
    if (text(device['deviceId']).toLowerCase() === deviceId) return text(device['id']);
  }
  return '';
}
