import type { Clock } from '#kernel/clock.js';
import type { EventClock } from '#kernel/event-clock.js';
import type { Database, Sql } from '../../../src/database/database.port.js';

/** What happens to a process at its n-th operation (a statement, a commit or a request, counted from 1). */
export interface Mishap {
  readonly at: number;
  /** It dies, or stands still for this many milliseconds and then goes on as if nothing had been. */
  readonly kind: 'dies' | { readonly standsStillMs: number };
}

class Died extends Error {
  override readonly name = 'Died';
}

/** A simulated process: it can be killed between any two operations, and nothing of it goes on afterwards. */
export class SimulatedProcess {
  /** Operations so far. */
  operations = 0;
  #dead = false;
  #die: () => void = () => undefined;
  readonly #death: Promise<never>;
  readonly clock: Clock;

  constructor(
    private readonly events: EventClock,
    private readonly mishaps: readonly Mishap[] = [],
  ) {
    this.#death = new Promise((_, reject) => {
      this.#die = () => {
        reject(new Died());
      };
    });
    this.#death.catch(() => undefined);
    this.clock = {
      now: () => events.now(),
      sleep: (durationMs, signal) => this.alive(events.sleep(durationMs, signal)),
    };
  }

  get dead(): boolean {
    return this.#dead;
  }

  kill(): void {
    this.#dead = true;
    this.#die();
  }

  /** Resolves with what the work gives, or with `died` when the process dies first. */
  async outlive<Result>(work: Promise<Result>): Promise<Result | 'died'> {
    try {
      return await Promise.race([work, this.#death]);
    } catch (error) {
      if (error instanceof Died) return 'died';
      throw error;
    }
  }

  /** Everything that a process does goes through here: the dead do not go on. */
  async operation<Result>(work: () => Promise<Result>, mayStandStill = true): Promise<Result> {
    await this.checkpoint(mayStandStill);
    return this.alive(work());
  }

  /** A database as this process sees it. */
  database(shared: Database): Database {
    const sql = this.sql(shared, true);
    return {
      engine: shared.engine,
      ...sql,
      transaction: (work) => this.transaction(shared, work),
      maintain: () => Promise.resolve(),
      script: (text) => this.operation(() => this.events.during(() => shared.script(text))),
    };
  }

  private sql(shared: Sql, mayStandStill: boolean): Sql {
    const run = <Result>(work: () => Promise<Result>): Promise<Result> =>
      this.operation(() => this.events.during(work), mayStandStill);
    return {
      query: (text, parameters) => run(() => shared.query(text, parameters)),
      execute: (text, parameters) => run(() => shared.execute(text, parameters)),
    };
  }

  /** A process that dies within a transaction takes it along: its connection breaks, and the server rolls back. */
  private async transaction<Result>(shared: Database, work: (sql: Sql) => Promise<Result>): Promise<Result> {
    await this.checkpoint(true);
    const done = this.events.during(() =>
      shared.transaction((sql) =>
        Promise.race([
          this.#death,
          work(this.sql(sql, false)).then(async (result) => {
            await this.checkpoint(false);
            return result;
          }),
        ]),
      ),
    );
    return this.alive(done);
  }

  private async checkpoint(mayStandStill: boolean): Promise<void> {
    if (this.#dead) await never();
    this.operations += 1;
    const mishap = this.mishaps.find(({ at }) => at === this.operations);
    if (mishap === undefined) return;
    if (mishap.kind === 'dies') {
      this.kill();
      await never();
    } else if (mayStandStill) await this.alive(this.events.sleep(mishap.kind.standsStillMs));
  }

  private async alive<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      if (this.#dead) await never();
      return result;
    } catch (error) {
      if (this.#dead) await never();
      throw error;
    }
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
