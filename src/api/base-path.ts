/** Prefix of every route, below whatever prefix the host has. */
export const BASE_PATH = 'integrations/azure-entra-id';
