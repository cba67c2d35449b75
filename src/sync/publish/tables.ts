import { tableOf } from '../../inventory/kinds.js';
import { RESOURCES, type ResourceName } from '../../inventory/resources.js';

/** Tables that hold what is read of a resource. */
export function tablesOf(resource: ResourceName): readonly string[] {
  const { objects, links } = RESOURCES[resource];
  return [...objects, ...links].map((kind) => tableOf(kind));
}
