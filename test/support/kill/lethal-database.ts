import type { Database, Sql } from '../../../src/database/database.port.js';

/** A moment at which a process kills itself as `kill -9` does: nothing of it runs any more, nothing is cleaned up. */
export interface Moment {
  /** Part of the statement's text. */
  readonly statement: string;
  /** Which time that such a statement comes, from 1. */
  readonly nth: number;
  /** Before it is sent, when its answer has come, or when the transaction around it is committed. */
  readonly at: 'before' | 'after' | 'committed';
}

/** A database in which the process dies at a moment. */
export function lethalDatabase(database: Database, moment: Moment | undefined): Database {
  if (moment === undefined) return database;
  const trap = new Trap(moment);
  return {
    engine: database.engine,
    ...trap.sql(database),
    transaction: async (work) => {
      const result = await database.transaction((sql) => work(trap.sql(sql)));
      trap.spring('committed');
      return result;
    },
    maintain: () => database.maintain(),
    script: (text) => database.script(text),
  };
}

class Trap {
  #seen = 0;
  #armed = false;

  constructor(private readonly moment: Moment) {}

  sql(inner: Sql): Sql {
    return {
      query: (text, parameters) => this.around(text, () => inner.query(text, parameters)),
      execute: (text, parameters) => this.around(text, () => inner.execute(text, parameters)),
    };
  }

  spring(at: Moment['at']): void {
    if (this.#armed && this.moment.at === at) process.kill(process.pid, 'SIGKILL');
  }

  private async around<Result>(text: string, work: () => Promise<Result>): Promise<Result> {
    if (text.includes(this.moment.statement)) this.#seen += 1;
    if (this.#seen === this.moment.nth) this.#armed = true;
    this.spring('before');
    const result = await work();
    this.spring('after');
    return result;
  }
}
