import { EventEmitter } from 'node:events';
import type { RevisionInfo } from '../../inventory/read/inventory-reader.port.js';
import { sendCsv } from './answers.js';
import type { HostAnswer, NodeResponse } from './host-response.js';

const REVISION: RevisionInfo = {
  revision: 3,
  readFrom: '2026-01-01T00:00:00.000Z',
  readTo: '2026-01-01T00:01:00.000Z',
  publishedAt: '2026-01-01T00:01:01.000Z',
  counts: {},
  completeness: { accounts: 'complete' },
};

/** A caller who takes `pages` writes and then goes, each of them with a full buffer. */
class LeavingCaller extends EventEmitter implements HostAnswer, NodeResponse {
  readonly headersSent = false;
  destroyed = false;
  ended = false;
  writes = 0;

  constructor(private readonly pages: number) {
    super();
  }

  status(): this {
    return this;
  }

  header(): this {
    return this;
  }

  setHeader(): this {
    return this;
  }

  send(): this {
    return this;
  }

  destroy(): this {
    return this;
  }

  write(): boolean {
    this.writes += 1;
    this.destroyed = this.writes >= this.pages;
    setImmediate(() => this.emit(this.destroyed ? 'close' : 'drain'));
    return false;
  }

  end(): void {
    this.ended = true;
  }
}

describe('given an export without an end', () => {
  it('waits for a slow caller, and stops reading when the caller goes', async () => {
    let read = 0;
    const endless = {
      name: 'accounts',
      columns: ['id'],
      revision: REVISION,
      resource: 'accounts',
      page: () => {
        read += 1;
        return Promise.resolve({ items: [{ id: String(read) }], next: 'more' });
      },
    } as const;
    const caller = new LeavingCaller(3);
    await sendCsv(caller, endless);
    expect({ writes: caller.writes, listeners: caller.eventNames() }).toEqual({ writes: 3, listeners: [] });
    expect(read).toBeLessThanOrEqual(4);
  });
});
