import type { GraphClient, RequestReceipt } from '#graph/graph-client.js';
import type { Connection } from '../connections/connections.port.js';
import type { GraphToken } from './token-source.port.js';

/** Told about each request. */
export type ReceiptListener = (receipt: RequestReceipt) => void;

/** Makes Graph clients, all paced by one governor per app and tenant. */
export interface GraphAccess {
  /** Reads a connection's tenant with its tokens. */
  forConnection(connection: Pick<Connection, 'id' | 'tenantId'>, onRequest?: ReceiptListener): GraphClient;
  /** Reads with one token only. */
  withToken(token: GraphToken): GraphClient;
  /** Whether it is known how many users a tenant has. */
  isSized(tenant: string): boolean;
  /** Says how many users a tenant has: Graph allows larger ones more. Until then it is treated as the smallest. */
  size(tenant: string, users: number): void;
}

/** Injection token of `GraphAccess`. */
export const GRAPH_ACCESS = Symbol('entra-id/graph-access');
