import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ConnectionId, OrganizationId, TenantId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import { Secret } from '#kernel/secret.js';
import type { Capability } from '#plugin-host/host.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { Database } from '../database/database.port.js';
import { connectProblems } from './connect.problems.js';

/** How long an administrator may stay on Microsoft's pages. */
export const ATTEMPT_LIFE_MS = 10 * 60_000;

/** Used and expired attempts are told apart from forged ones for a day. */
const REMEMBERED_MS = 86_400_000;

/** What one trip to Microsoft is for. */
export type AttemptKind = 'sign-in' | 'consent';

/** An attempt before it is kept. */
export interface NewAttempt {
  readonly kind: AttemptKind;
  readonly connectionId: ConnectionId;
  readonly organizationId: OrganizationId;
  readonly sessionId: string;
  readonly actor: string;
  /** The only tenant that may sign in; null leaves it open. */
  readonly tenantId: TenantId | null;
}

/** Whoever Microsoft sends back, as the host knows them now. */
export interface Returning {
  readonly organizationId: OrganizationId;
  readonly sessionId: string;
  readonly capabilities: readonly Capability[];
}

/** Secrets of one attempt: they leave the process only as the protocol says. */
export interface AttemptSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** An attempt whose callback came. */
export interface Attempt extends Omit<NewAttempt, 'sessionId'> {
  readonly nonce: string;
  readonly verifier: string;
}

interface AttemptRow {
  readonly kind: AttemptKind;
  readonly connection_id: ConnectionId;
  readonly organization_id: OrganizationId;
  readonly session_hash: string;
  readonly tenant_id: TenantId | null;
  readonly sealed: string;
  readonly actor: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** Keeps attempts to connect: each state is good once, for ten minutes, in the session that began it. */
export class Attempts {
  constructor(
    private readonly database: Database,
    private readonly vault: CredentialVault,
    private readonly clock: Clock,
  ) {}

  async begin(attempt: NewAttempt): Promise<AttemptSecrets> {
    const [state, nonce, verifier] = [token(), token(), token()];
    const stateHash = hash(state);
    const sealed = await this.vault.seal(
      new Secret(JSON.stringify({ nonce, verifier })),
      contextOf(attempt, stateHash),
    );
    await this.database.execute(
      `insert into entra_id.connect_attempt
         (state_hash, connection_id, organization_id, session_hash, kind, tenant_id, sealed, actor, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        stateHash,
        attempt.connectionId,
        attempt.organizationId,
        hash(attempt.sessionId),
        attempt.kind,
        attempt.tenantId,
        sealed,
        attempt.actor,
        new Date(this.clock.now().getTime() + ATTEMPT_LIFE_MS),
      ],
    );
    return { state, nonce, verifier };
  }

  /**
   * Takes an attempt for the session that began it, if it may still manage the same organisation; a second time fails.
   * @throws ProblemError `attempt-unknown`, `attempt-other-session`, `attempt-replayed`, `attempt-expired`
   */
  async take(state: string, caller: Returning | undefined): Promise<Attempt> {
    const stateHash = hash(state);
    const rows = await this.database.query<AttemptRow>(
      'select * from entra_id.connect_attempt where state_hash = $1',
      [stateHash],
    );
    const [row] = rows;
    if (row === undefined) throw new ProblemError(connectProblems['attempt-unknown']);
    if (!mayTake(row, caller)) throw new ProblemError(connectProblems['attempt-other-session']);
    const now = this.clock.now();
    const taken = await this.database.execute(
      'update entra_id.connect_attempt set used_at = $2 where state_hash = $1 and used_at is null',
      [stateHash, now],
    );
    if (taken === 0) throw new ProblemError(connectProblems['attempt-replayed']);
    if (row.expires_at <= now) throw new ProblemError(connectProblems['attempt-expired']);
    return this.open(row, stateHash);
  }

  /** Forgets old attempts, and pending connections that nobody came back for. */
  async prune(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - REMEMBERED_MS);
    await this.database.execute('delete from entra_id.connect_attempt where expires_at < $1', [before]);
    await this.database.execute(
      `delete from entra_id.connection c where status = 'pending' and created_at < $1
       and not exists (select 1 from entra_id.connect_attempt a where a.connection_id = c.id)`,
      [before],
    );
  }

  private async open(row: AttemptRow, stateHash: string): Promise<Attempt> {
    const attempt = {
      kind: row.kind,
      connectionId: row.connection_id,
      organizationId: row.organization_id,
      tenantId: row.tenant_id,
      actor: row.actor,
    };
    const secret = await this.vault.unseal(row.sealed, contextOf(attempt, stateHash));
    const { nonce, verifier } = JSON.parse(secret.reveal()) as {
      readonly nonce: string;
      readonly verifier: string;
    };
    return { ...attempt, nonce, verifier };
  }
}

/** The S256 challenge of a PKCE verifier. Source: RFC 7636 section 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Between leaving and coming back, the session may have changed its organisation or lost its rights. */
function mayTake(row: AttemptRow, caller: Returning | undefined): boolean {
  if (caller === undefined || !equal(row.session_hash, hash(caller.sessionId))) return false;
  return caller.organizationId === row.organization_id && caller.capabilities.includes('manage');
}

function contextOf(
  attempt: Pick<NewAttempt, 'organizationId'>,
  stateHash: string,
): Parameters<CredentialVault['seal']>[1] {
  return { organizationId: attempt.organizationId, record: stateHash, purpose: 'connect-attempt' };
}

function token(): string {
  return randomBytes(32).toString('base64url');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function equal(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
