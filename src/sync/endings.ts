import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import type { EventSinkPort, PluginEvent } from '#plugin-host/host.port.js';
import type { Database } from '../database/database.port.js';
import type { HealthChecks } from '../health/health.port.js';
import type { HostTelling } from './publish/host-telling.js';
import type { Retention } from './publish/retention.js';
import type { RunEndings } from './run-finisher.js';
import { PUBLISHED_STATES } from './run-states.js';
import type { RevisionListener } from './revision-listener.port.js';
import type { RunState } from './runs.port.js';
import type { Lease } from './store/page-store.js';

/** What is told when a run has ended. */
export interface EndingParts {
  readonly database: Database;
  readonly health: HealthChecks;
  readonly telling: HostTelling;
  readonly retention: Retention;
  readonly events: EventSinkPort | undefined;
  readonly listener: RevisionListener | undefined;
  readonly clock: Clock;
  /** Told about listeners that fail; the run has ended all the same. */
  readonly onError: (error: unknown) => void;
}

const PUBLISHED: ReadonlySet<RunState> = new Set(PUBLISHED_STATES);

/** Tells the host, forgets what need not be kept, checks the connection's health and tidies the database. */
export class RunAftermath implements RunEndings {
  constructor(private readonly parts: EndingParts) {}

  async ended(lease: Lease, state: RunState): Promise<void> {
    const { organizationId, connectionId, revision } = lease;
    const published = PUBLISHED.has(state);
    await this.quietly(() => this.parts.events?.emit(this.eventOf(lease, state, published)));
    if (published) {
      await this.quietly(() => this.parts.telling.tell(organizationId, connectionId));
      await this.quietly(() => this.parts.retention.enforce(this.parts.clock.now()));
      await this.quietly(() => this.parts.database.maintain());
      await this.quietly(() => this.parts.listener?.published({ organizationId, connectionId, revision }));
    }
    if (state !== 'cancelled')
      await this.quietly(() => this.parts.health.check(organizationId, connectionId));
  }

  /** What is to be done from time to time: telling again what did not get through, and forgetting. */
  async upkeep(): Promise<void> {
    await this.quietly(() => this.parts.telling.retell());
    await this.quietly(() => this.parts.retention.enforce(this.parts.clock.now()));
  }

  private eventOf(lease: Lease, state: RunState, published: boolean): PluginEvent {
    const { organizationId, connectionId, runId, revision } = lease;
    const at = this.parts.clock.now().toISOString();
    const common = { organizationId, connectionId, runId, at };
    if (state === 'held') return { kind: 'mass-change-held', ...common, revision };
    return { kind: 'run-finished', ...common, status: state, revision: published ? revision : null };
  }

  private async quietly(tell: () => Promise<unknown> | undefined): Promise<void> {
    try {
      await tell();
    } catch (error) {
      if (!ProblemError.is(error, 'connection-not-connected')) this.parts.onError(error);
    }
  }
}
