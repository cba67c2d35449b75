import { randomUUID } from 'node:crypto';
import type { ConnectionId, OrganizationId } from '#kernel/ids.js';
import { ProblemError } from '#kernel/problem.js';
import type { Database, Sql } from '../database/database.port.js';
import { connectionsProblems } from './connections.problems.js';
import type { Binding, Connection, ConnectionStore } from './connections.port.js';

const COLUMNS = `id, organization_id as "organizationId", tenant_id as "tenantId", status, access, consent,
  consent_asked_at as "consentAskedAt", display_name as "displayName", created_at as "createdAt",
  connected_at as "connectedAt", disconnected_at as "disconnectedAt", published, next_due_at as "nextDueAt"`;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Connections in the plugin's database. */
export class SqlConnectionStore implements ConnectionStore {
  constructor(private readonly database: Database) {}

  async create(organizationId: OrganizationId, at: Date): Promise<Connection> {
    const rows = await this.database.query<Connection>(
      `insert into entra_id.connection (id, organization_id, status, created_at)
       values ($1, $2, 'pending', $3) returning ${COLUMNS}`,
      [randomUUID(), organizationId, at],
    );
    return found(rows[0]);
  }

  async get(organizationId: OrganizationId, id: ConnectionId): Promise<Connection> {
    const connection = await this.find(id);
    return found(connection?.organizationId === organizationId ? connection : undefined);
  }

  async find(id: ConnectionId): Promise<Connection | undefined> {
    const rows = await this.database.query<Connection>(
      `select ${COLUMNS} from entra_id.connection where id = $1`,
      [id],
    );
    return rows[0];
  }

  async list(organizationId: OrganizationId): Promise<readonly Connection[]> {
    return this.database.query<Connection>(
      `select ${COLUMNS} from entra_id.connection where organization_id = $1 and status <> 'pending'
       order by created_at, id`,
      [organizationId],
    );
  }

  async bind(id: ConnectionId, binding: Binding): Promise<ConnectionId | undefined> {
    return this.database.transaction(async (sql) => {
      // One binding of a tenant at a time: the check and the change below belong together.
      await sql.query(`select pg_advisory_xact_lock(hashtextextended('entra-id/bind ' || $1::text, 0))`, [
        binding.tenantId,
      ]);
      const others = await sql.query(
        `select 1 from entra_id.connection o join entra_id.connection c on c.id = $1
         where o.tenant_id = $2 and o.status = 'connected' and o.organization_id <> c.organization_id and $3`,
        [id, binding.tenantId, binding.exclusive],
      );
      if (others.length > 0) return undefined;
      const target = await earlierConnection(sql, id, binding);
      await connect(sql, target, binding);
      return target;
    });
  }

  async access(id: ConnectionId, change: Parameters<ConnectionStore['access']>[1]): Promise<void> {
    await this.database.execute(
      `update entra_id.connection set access = $2, consent = $3,
         consent_asked_at = case when $3 = 'waiting' then coalesce($4, consent_asked_at) end
       where id = $1`,
      [id, change.access, change.consent, change.askedAt ?? null],
    );
  }

  async dueWithin(id: ConnectionId, minutes: number): Promise<void> {
    await this.database.execute(
      `update entra_id.connection set next_due_at = least(next_due_at, now() + make_interval(mins => $2::int))
       where id = $1 and status = 'connected'`,
      [id, minutes],
    );
  }

  async disconnect(sql: Sql, id: ConnectionId, at: Date): Promise<void> {
    await sql.execute(
      `update entra_id.connection set status = 'disconnected', disconnected_at = $2, next_due_at = null,
         access = null, consent = null, consent_asked_at = null, generation = generation + 1 where id = $1`,
      [id, at],
    );
  }

  async remove(sql: Sql, id: ConnectionId): Promise<void> {
    await sql.execute('delete from entra_id.connection where id = $1', [id]);
  }

  async connected(after: ConnectionId | undefined, limit: number): Promise<readonly Connection[]> {
    return this.database.query<Connection>(
      `select ${COLUMNS} from entra_id.connection where status = 'connected' and id > $1 order by id limit $2`,
      [after ?? NOBODY, limit],
    );
  }
}

/** The organisation's earlier connection to the tenant takes the place of the pending one, which goes. */
async function earlierConnection(sql: Sql, id: ConnectionId, binding: Binding): Promise<ConnectionId> {
  const [earlier] = await sql.query<{ id: ConnectionId }>(
    `select o.id from entra_id.connection o join entra_id.connection c on c.id = $1
     where o.tenant_id = $2 and o.organization_id = c.organization_id`,
    [id, binding.tenantId],
  );
  if (earlier === undefined || earlier.id === id) return id;
  await sql.execute(`delete from entra_id.connection where id = $1 and status = 'pending'`, [id]);
  return earlier.id;
}

/** A connection that is bound already stays with its tenant. */
async function connect(sql: Sql, id: ConnectionId, binding: Binding): Promise<void> {
  const bound = await sql.execute(
    `update entra_id.connection set tenant_id = $2, status = 'connected', access = $3, consent = $4,
       display_name = coalesce($5, display_name), exclusive = $6, connected_at = $7, disconnected_at = null,
       next_due_at = coalesce(next_due_at, $7)
     where id = $1 and (tenant_id is null or tenant_id = $2)`,
    [
      id,
      binding.tenantId,
      binding.access,
      binding.consent,
      binding.displayName,
      binding.exclusive,
      binding.at,
    ],
  );
  if (bound === 0) throw new ProblemError(connectionsProblems['connection-not-found']);
}

function found(connection: Connection | undefined): Connection {
  if (connection === undefined) throw new ProblemError(connectionsProblems['connection-not-found']);
  return connection;
}
