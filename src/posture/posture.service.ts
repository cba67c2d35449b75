import type { BeforeApplicationShutdown } from '@nestjs/common';
import { eachInTurn } from '#kernel/each.js';
import type { Clock } from '#kernel/clock.js';
import type { UserCoverage } from '#access-policy/model/results.js';
import { isGuid, type ConnectionId, type OrganizationId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { CheckResultSinkPort, EventSinkPort } from '#plugin-host/host.port.js';
import type { ConnectionStore } from '../connections/connections.port.js';
import type { Database } from '../database/database.port.js';
import type { InventoryReader, RevisionInfo } from '../inventory/read/inventory-reader.port.js';
import type { PublishedRevision, RevisionListener } from '../sync/revision-listener.port.js';
import { evaluateTenant, type JudgedCheck } from './evaluate/evaluate-tenant.js';
import { exemptionsInForce } from './evaluate/exemptions-in-force.js';
import { PartsCache } from './evaluate/parts-cache.js';
import { snapshotText, snapshotWith } from './evaluate/snapshot-text.js';
import { readTenantParts, type TenantParts } from './evaluate/tenant-parts.js';
import { readUserPages, Superseded } from './evaluate/user-pages.js';
import { toHostResult } from './host-results.js';
import type { GraphOracle, OracleReport } from './oracle/oracle.js';
import type { Exemption, Standard, StandardActor, Standards } from './standards/standards.port.js';
import { EvaluationRecord, type ChangedVerdict } from './verdicts/keep-evaluation.js';

/** Evaluations that one call of `catchUp` makes at most. */
const CATCH_UP_MAX = 10;

/** What the posture service works with. */
export interface PostureParts {
  readonly database: Database;
  readonly connections: ConnectionStore;
  readonly inventory: InventoryReader;
  readonly standards: Standards;
  readonly oracle: GraphOracle;
  readonly clock: Clock;
  readonly events: EventSinkPort | undefined;
  readonly checkResults: CheckResultSinkPort | undefined;
  /** Told about listeners of the host that fail. */
  readonly onError: (error: unknown) => void;
  /** Told when Graph evaluates a sign-in otherwise than the plugin: an operator should look at it. */
  readonly onDispute: (dispute: object) => void;
}

/** A policy snapshot, and what is not in it. */
export interface PolicySnapshot {
  readonly source: JsonObject;
  readonly notCollected: Readonly<Record<string, string>>;
}

/** Evaluates the authentication policy of tenants and keeps what they are measured against. */
export class EntraIdPosture implements RevisionListener, BeforeApplicationShutdown {
  readonly #running = new Map<ConnectionId, Promise<unknown>>();
  readonly #comparing = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  readonly #tenants: PartsCache;

  constructor(private readonly parts: PostureParts) {
    this.#tenants = new PartsCache((connectionId, revision) =>
      readTenantParts({ sql: parts.database, connectionId, revision }),
    );
  }

  async published({ organizationId, connectionId, revision }: PublishedRevision): Promise<void> {
    await this.evaluate(organizationId, connectionId);
    this.compareLater(organizationId, connectionId, revision);
  }

  /** Stops what still asks Graph. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#comparing);
  }

  /** Evaluates what nobody has evaluated because a process ended in between, or since when an exemption expired. */
  async catchUp(): Promise<void> {
    const rows = await this.parts.database.query<{ id: ConnectionId; organization_id: OrganizationId }>(
      `select id, organization_id from entra_id.connection c where published > 0 and status = 'connected'
       and not exists (select 1 from entra_id.posture_evaluation e
         where e.connection_id = c.id and e.revision = c.published
         and not exists (select 1 from entra_id.posture_exemption x where x.connection_id = c.id
           and x.expires_at <= $1 and x.expires_at > e.evaluated_at))
       order by id limit ${CATCH_UP_MAX}`,
      [this.parts.clock.now()],
    );
    await eachInTurn(rows, ({ id, organization_id: organizationId }) => this.evaluate(organizationId, id));
  }

  /** Evaluates the published revision; one evaluation of a connection at a time. */
  async evaluate(organizationId: OrganizationId, connectionId: ConnectionId): Promise<void> {
    await this.#running.get(connectionId)?.catch(() => undefined);
    const work = this.evaluateNow(organizationId, connectionId);
    this.#running.set(connectionId, work);
    try {
      await work;
    } finally {
      if (this.#running.get(connectionId) === work) this.#running.delete(connectionId);
    }
  }

  /** Graph answers one question a second, so nobody waits for it; an aborted comparison leaves no report. */
  private compareLater(organizationId: OrganizationId, connectionId: ConnectionId, revision: number): void {
    const work = this.compare(organizationId, connectionId, revision)
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.parts.onError(error);
      })
      .finally(() => this.#comparing.delete(work));
    this.#comparing.add(work);
  }

  /** Compares a sample with Graph's own evaluation and keeps what it gave beside the evaluation of the revision. */
  private async compare(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    number: number,
  ): Promise<void> {
    const { connections, inventory, oracle } = this.parts;
    const connection = await connections.get(organizationId, connectionId);
    const revision = await inventory.resolve(connectionId, undefined);
    if (revision.revision !== number) return;
    const snapshotFor = async (accountId: string): Promise<JsonObject> =>
      (await this.snapshotWith(connectionId, revision, [accountId])).source;
    const report = await oracle.check(connection, { revision: number, snapshotFor }, this.#stop.signal);
    for (const dispute of report.disputed)
      this.parts.onDispute({ connectionId, revision: number, ...dispute });
    await this.keepReport(connectionId, number, report);
  }

  private async keepReport(
    connectionId: ConnectionId,
    revision: number,
    report: OracleReport,
  ): Promise<void> {
    await this.parts.database.execute(
      'update entra_id.posture_evaluation set oracle = $3::jsonb where connection_id = $1 and revision = $2',
      [connectionId, revision, JSON.stringify(report)],
    );
  }

  /** The policy snapshot of a revision with these accounts and applications in it, as `what-if` takes it. */
  async snapshotWith(
    connectionId: ConnectionId,
    revision: RevisionInfo,
    ids: readonly string[],
  ): Promise<PolicySnapshot> {
    const tenant = await this.#tenants.get(connectionId, revision);
    const from = { sql: this.parts.database, connectionId, revision };
    return { source: await snapshotWith(from, tenant, ids), notCollected: tenant.notCollected };
  }

  /** The whole policy snapshot of a revision, as `evaluate` takes it: a text in pieces, since it grows with the tenant. */
  async snapshotText(
    connectionId: ConnectionId,
    revision: RevisionInfo,
  ): Promise<Pick<TenantParts, 'notCollected'> & { readonly pieces: AsyncGenerator<string> }> {
    const tenant = await this.#tenants.get(connectionId, revision);
    const from = { sql: this.parts.database, connectionId, revision };
    return { notCollected: tenant.notCollected, pieces: snapshotText(from, tenant) };
  }

  /** @throws ProblemError `connection-not-found` */
  async standard(organizationId: OrganizationId, connectionId: ConnectionId): Promise<Standard> {
    await this.parts.connections.get(organizationId, connectionId);
    return this.parts.standards.read(connectionId);
  }

  /** @throws ProblemError `connection-not-found`, `standard-invalid` */
  async updateStandard(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Standard> {
    await this.parts.connections.get(actor.organizationId, connectionId);
    const standard = await this.parts.standards.update(actor, connectionId, input);
    await this.again(actor.organizationId, connectionId);
    return standard;
  }

  /** @throws ProblemError `connection-not-found` */
  async exemptions(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
  ): Promise<readonly Exemption[]> {
    await this.parts.connections.get(organizationId, connectionId);
    return this.parts.standards.exemptions(connectionId);
  }

  /** @throws ProblemError `connection-not-found`, `exemption-invalid` */
  async exempt(actor: StandardActor, connectionId: ConnectionId, input: unknown): Promise<Exemption> {
    await this.parts.connections.get(actor.organizationId, connectionId);
    const exemption = await this.parts.standards.exempt(actor, connectionId, input);
    await this.again(actor.organizationId, connectionId);
    return exemption;
  }

  /** @throws ProblemError `connection-not-found`, `exemption-not-found` */
  async endExemption(actor: StandardActor, connectionId: ConnectionId, id: string): Promise<Exemption> {
    await this.parts.connections.get(actor.organizationId, connectionId);
    const exemption = await this.parts.standards.end(actor, connectionId, id);
    await this.again(actor.organizationId, connectionId);
    return exemption;
  }

  /** An evaluation that a later one has overtaken leaves the word to that one. */
  private async evaluateNow(organizationId: OrganizationId, connectionId: ConnectionId): Promise<void> {
    const revision = await this.parts.inventory.resolve(connectionId, undefined);
    try {
      await this.evaluateRevision(organizationId, connectionId, revision);
    } catch (error) {
      if (!(error instanceof Superseded)) throw error;
    }
  }

  private async evaluateRevision(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    revision: RevisionInfo,
  ): Promise<void> {
    const { database, standards, clock } = this.parts;
    const at = { connectionId, revision: revision.revision };
    const record = new EvaluationRecord(database, at);
    await record.claim();
    const standard = await standards.read(connectionId);
    const exemptions = exemptionsInForce(standard, await standards.exemptions(connectionId));
    const alsoGroups = [...exemptions.values()].flatMap(({ groups }) => groups).filter(isGuid);
    const from = { sql: database, connectionId, revision, alsoGroups };
    const tenant = await readTenantParts(from);
    const keep = (users: readonly UserCoverage[]): Promise<void> => record.keepCoverage(users);
    const measure = { standard, exemptions, now: clock.now(), keep };
    const evaluation = await evaluateTenant(tenant, readUserPages(from, tenant), measure);
    const evaluatedAt = clock.now();
    const changes = await record.finish(evaluation, evaluatedAt);
    await this.tell(organizationId, { ...at, evaluatedAt, changes });
    await this.tellResults(organizationId, connectionId, revision, evaluation.checks);
  }

  private async tellResults(
    organizationId: OrganizationId,
    connectionId: ConnectionId,
    { revision, readTo }: RevisionInfo,
    checks: readonly JudgedCheck[],
  ): Promise<void> {
    const results = checks.filter(({ inStandard }) => inStandard).map((check) => toHostResult(check, readTo));
    await this.quietly(() =>
      this.parts.checkResults?.accept({ organizationId, connectionId, revision, results }),
    );
  }

  private async tell(
    organizationId: OrganizationId,
    found: {
      readonly connectionId: ConnectionId;
      readonly revision: number;
      readonly evaluatedAt: Date;
      readonly changes: readonly ChangedVerdict[];
    },
  ): Promise<void> {
    const changes = found.changes.filter(({ check, before }) => check.inStandard && before !== null);
    if (changes.length === 0) return;
    const { connectionId, revision } = found;
    const at = found.evaluatedAt.toISOString();
    const verdicts = changes.map(({ check, before }) => ({
      checkId: check.id,
      before: before ?? 'unknown',
      after: check.status,
    }));
    await this.quietly(() =>
      this.parts.events?.emit({
        kind: 'verdicts-changed',
        organizationId,
        connectionId,
        revision,
        verdicts,
        at,
      }),
    );
  }

  /** After a change of what is measured against; before the first revision there is nothing to evaluate. */
  private async again(organizationId: OrganizationId, connectionId: ConnectionId): Promise<void> {
    try {
      await this.evaluate(organizationId, connectionId);
    } catch (error) {
      if (!ProblemError.is(error, 'nothing-published')) throw error;
    }
  }

  private async quietly(tell: () => Promise<void> | undefined): Promise<void> {
    try {
      await tell();
    } catch (error) {
      this.parts.onError(error);
    }
  }
}
