import { publishedFacts } from './truth-history.js';
import type { World } from './world.js';

/** Reads what is published again and again; a revision that ever shows two things was not published as a whole. */
export class Reader {
  readonly #seen = new Map<number, string>();
  readonly #wrong = new Set<string>();
  #newest = 0;
  #over = false;

  constructor(
    private readonly world: World,
    private readonly everyMs: number,
  ) {}

  /** Reads until it is stopped; answers what no reader may see. */
  async read(): Promise<readonly string[]> {
    while (!this.#over) {
      await this.look();
      await this.world.clock.sleep(this.everyMs);
    }
    await this.look();
    return [...this.#wrong];
  }

  stop(): void {
    this.#over = true;
  }

  private async look(): Promise<void> {
    const { clock, database, connectionId } = this.world;
    await clock.during(async () => {
      const [row] = await database.query<{ published: number }>(
        'select published from entra_id.connection where id = $1',
        [connectionId],
      );
      const revision = row?.published ?? 0;
      const shown = JSON.stringify([...(await publishedFacts(database, connectionId, revision))].sort());
      if (revision < this.#newest) this.#wrong.add(`revision ${revision} came after ${this.#newest}`);
      if ((this.#seen.get(revision) ?? shown) !== shown)
        this.#wrong.add(`revision ${revision} shows two things`);
      this.#newest = revision;
      this.#seen.set(revision, shown);
    });
  }
}
