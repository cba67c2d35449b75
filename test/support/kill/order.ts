import type { Run, RunKind } from '../../../src/sync/runs.port.js';
import type { Moment } from './lethal-database.js';

/** What a syncing process is told. */
export interface Order {
  readonly databaseUrl: string;
  readonly connectionId: string;
  readonly organizationId: string;
  readonly tenantId: string;
  readonly graphOrigin: string;
  readonly caFile: string;
  readonly token: string;
  readonly grants: readonly string[];
  /** How far its clock is ahead: beyond the lease of the process that was killed before it. */
  readonly aheadMs: number;
  readonly kind: RunKind;
  readonly sliceMs: number;
  /** Whether it cancels the run when that has written something. */
  readonly cancel: boolean;
  readonly moment: Moment | undefined;
}

/** What readers see of a connection, and what is wrong with what is stored. */
export interface Shown {
  readonly revision: number;
  readonly facts: readonly (readonly [string, string])[];
  readonly violations: readonly string[];
  /** Every row that the connection keeps, as JSON. */
  readonly everything: string;
}

/** What a syncing process says: what it found, and how the run ended. */
export type Report =
  | { readonly kind: 'found'; readonly shown: Shown }
  | { readonly kind: 'ended'; readonly run: Run; readonly shown: Shown };
