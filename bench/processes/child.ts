import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';

/** Time that a process has to end by itself, for instance to write a profile. */
const END_MS = 20_000;

interface Answer {
  readonly id: number;
  readonly value?: Json;
  readonly error?: string;
}

/** A process of its own that does work when asked. */
export class Child {
  readonly #process: ChildProcess;
  readonly #open = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  /** `program` is a module of this directory, `flags` are those of Node. */
  constructor(
    private readonly program: string,
    flags: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ) {
    this.#process = fork(join(import.meta.dirname, `${program}.js`), [], {
      execArgv: [...flags],
      env: { ...process.env, ...environment },
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    this.#process.on('message', (answer: Answer) => this.#open.get(answer.id)?.(answer));
    this.#process.once('exit', (code, signal) => {
      for (const [id, settle] of this.#open)
        settle({ id, error: `ended with ${code ?? signal ?? 'nothing'}` });
    });
  }

  /** Asks for work and waits for its answer. @throws Error with what the process said */
  async ask(what: string, argument: JsonObject = {}): Promise<JsonObject> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = await new Promise<Answer>((resolve) => {
      this.#open.set(id, resolve);
      this.#process.send({ id, ask: what, argument });
    });
    this.#open.delete(id);
    if (answer.error !== undefined) throw new Error(`${this.program} ${what}: ${answer.error}`);
    return isJsonObject(answer.value) ? answer.value : {};
  }

  /** Ends the process. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    const deadline = setTimeout(() => this.#process.kill('SIGKILL'), END_MS);
    this.#process.disconnect();
    await ended;
    clearTimeout(deadline);
  }
}
