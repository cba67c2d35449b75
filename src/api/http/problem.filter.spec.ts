import type { ArgumentsHost } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { ProblemFilter } from './problem.filter.js';

function answerOf(headersSent: boolean): { readonly host: ArgumentsHost; readonly calls: string[] } {
  const calls: string[] = [];
  const response = {
    headersSent,
    status: (status: number) => {
      calls.push(`status ${status}`);
      return response;
    },
    header: () => response,
    send: (body: Buffer) => calls.push((JSON.parse(body.toString()) as { code: string }).code),
    destroy: () => calls.push('destroyed'),
  };
  const host = { switchToHttp: () => ({ getResponse: () => response }) } as unknown as ArgumentsHost;
  return { host, calls };
}

describe('given an error that nobody foresaw', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('shows nothing of it but a reference', () => {
    const { host, calls } = answerOf(false);
    new ProblemFilter().catch(new Error('password=hunter2'), host);
    expect(calls).toEqual(['status 500', 'unexpected']);
  });

  it('breaks off an answer that has begun, so that half an export is not taken for the whole', () => {
    const { host, calls } = answerOf(true);
    new ProblemFilter().catch(new Error('the database is gone'), host);
    expect(calls).toEqual(['destroyed']);
  });
});
