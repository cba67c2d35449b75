import type { Type } from '@nestjs/common';
import type { LoadedPlugin } from '#plugin-host/load-plugin.js';

/** How many tenants an organisation has connected through a plugin. */
export interface Installations {
  /** By the plugin's id; 0 for a plugin without connections. */
  count(pluginId: string, organizationId: string): Promise<number>;
}

/** Injection token of `Installations`. */
export const INSTALLATIONS = Symbol('reference-host/installations');

/** The service of a plugin that knows its connections. */
export interface Connects {
  list(organizationId: string): Promise<readonly { readonly status: string }[]>;
}

/** A plugin that has connections, with the class of the service that knows them. */
export interface Connecting {
  readonly pluginId: string;
  readonly service: Type<Connects>;
}

/** Of each plugin whose module is called `XModule` the service `XConnect`, where the package exports one. */
export function connectingOf(plugins: readonly LoadedPlugin[]): readonly Connecting[] {
  return plugins.flatMap(({ manifest, exports }) => {
    const service = exports[manifest.module.replace(/Module$/, 'Connect')];
    return typeof service === 'function'
      ? [{ pluginId: manifest.id, service: service as Type<Connects> }]
      : [];
  });
}

/** Counts through the services of the plugins, each for its own plugin. */
export function installationsOf(services: ReadonlyMap<string, Connects>): Installations {
  return {
    count: async (pluginId, organizationId) => {
      const connections = (await services.get(pluginId)?.list(organizationId)) ?? [];
      return connections.filter((connection) => connection.status === 'connected').length;
    },
  };
}
