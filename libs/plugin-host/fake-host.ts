import type {
  Availability,
  AvailabilityPort,
  Caller,
  CallerPort,
  DirectoryBatch,
  DirectorySinkPort,
  EventSinkPort,
  PluginEvent,
} from './host.port.js';

/** Names the caller of a request to a fake host; the value is the key under which `signIn` put the caller. */
export const FAKE_CALLER_HEADER = 'x-fake-caller';

/** A host for tests: callers by header, availability by a switch, everything it is told kept in lists. */
export class FakeHost implements CallerPort, AvailabilityPort, DirectorySinkPort, EventSinkPort {
  readonly events: PluginEvent[] = [];
  readonly batches: DirectoryBatch[] = [];
  entry: Availability | undefined = 'available';
  readonly #callers = new Map<string, Caller>();

  /** Makes a caller known under a key. */
  signIn(key: string, caller: Caller): void {
    this.#callers.set(key, caller);
  }

  resolve(request: unknown): Caller | undefined {
    const { headers } = request as { readonly headers: Readonly<Record<string, string | undefined>> };
    return this.#callers.get(headers[FAKE_CALLER_HEADER] ?? '');
  }

  availability(): Promise<Availability | undefined> {
    return Promise.resolve(this.entry);
  }

  accept(batch: DirectoryBatch): Promise<void> {
    this.batches.push(batch);
    return Promise.resolve();
  }

  emit(event: PluginEvent): Promise<void> {
    this.events.push(event);
    return Promise.resolve();
  }
}
