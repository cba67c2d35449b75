/** How many connections of a plugin an organisation has. */
export interface Installations {
  count(organizationId: string): Promise<number>;
}

/** Injection token of `Installations`. */
export const INSTALLATIONS = Symbol('reference-host/installations');

interface Connects {
  list(organizationId: string): Promise<readonly { readonly status: string }[]>;
}

/** Counts through the connect service that a plugin exports. */
export function installationsOf(connect: Connects): Installations {
  return {
    count: async (organizationId) => {
      const connections = await connect.list(organizationId);
      return connections.filter((connection) => connection.status === 'connected').length;
    },
  };
}
