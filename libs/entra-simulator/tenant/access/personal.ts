import type { TenantStore } from '../tenant-store.js';
import { activityOf, leaveDateOf, sponsorsOf } from './activity.js';
import { deviceRecipe, ownerIndex } from './device-recipe.js';

/** Adds devices, and everything that Graph shows of people on request: nothing of it is stored until it changes. */
export function makePersonal(store: TenantStore): void {
  const { access, options } = store;
  const people = [...store.users.keys()];
  const recipe = deviceRecipe(options.seed, options.users);
  store.devices.append(recipe);
  access.deviceOwners.use((id) => {
    const index = recipe.indexOf(id);
    const owner = index === undefined ? undefined : people[ownerIndex(index) ?? people.length];
    return owner === undefined ? undefined : new Map([[owner, 'user']]);
  });
  access.activity.use((id) => activityOf(store, id));
  access.leaveDates.use((id) => leaveDateOf(store, id));
  access.sponsors.use((id) => sponsorsOf(store, id, people));
}
