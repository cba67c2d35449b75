import {
  Controller,
  ForbiddenException,
  Get,
  Module,
  Res,
  UseFilters,
  type INestApplication,
} from '@nestjs/common';
import { AbstractHttpAdapter, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ProblemError } from '#kernel/problem.js';
import { apiProblems } from '../api.problems.js';
import { sendCsv } from './answers.js';
import { sendJson, type HostResponse } from './host-response.js';
import { ProblemFilter } from './problem.filter.js';

const EXPORT = {
  name: 'accounts',
  columns: ['id'],
  revision: {
    revision: 3,
    readFrom: '2026-01-01T00:00:00.000Z',
    readTo: '2026-01-01T00:01:00.000Z',
    publishedAt: '2026-01-01T00:01:01.000Z',
    counts: {},
    completeness: { accounts: 'complete' },
  },
  resource: 'accounts',
  page: ({ cursor }: { readonly cursor: string | undefined }) =>
    Promise.resolve(
      cursor === undefined
        ? { items: [{ id: 'a' }], next: 'more' }
        : { items: [{ id: 'b' }], next: undefined },
    ),
} as const;

@Controller()
@UseFilters(ProblemFilter)
class ListsController {
  @Get('list')
  list(@Res() response: HostResponse): void {
    sendJson(response, { items: [] });
  }

  @Get('export')
  async export(@Res() response: HostResponse): Promise<void> {
    response.header('x-of-the-host', 'kept');
    await sendCsv(response, EXPORT);
  }

  @Get('torn')
  async torn(@Res() response: HostResponse): Promise<void> {
    const page = (request: { readonly cursor: string | undefined }): ReturnType<typeof EXPORT.page> =>
      request.cursor === undefined ? EXPORT.page(request) : Promise.reject(new Error('the database is gone'));
    await sendCsv(response, { ...EXPORT, page });
  }

  @Get('problem')
  problem(): never {
    throw new ProblemError(apiProblems['not-signed-in']);
  }

  @Get('guarded')
  guarded(): never {
    throw new ForbiddenException('Only by day.');
  }
}

@Module({ controllers: [ListsController] })
class ListsModule {}

const ADAPTERS: readonly (readonly [string, () => AbstractHttpAdapter])[] = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
];

describe.each(ADAPTERS)('given a host that serves by %s', (_name, adapter) => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    app = await NestFactory.create(ListsModule, adapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });

  afterAll(() => app.close());

  it('answers problems as problem details', async () => {
    const answer = await fetch(`${url}/problem`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
    expect(await answer.json()).toMatchObject({ code: 'not-signed-in' });
  });

  it('says of a refusal by the host’s own guard that it is one', async () => {
    const answer = await fetch(`${url}/guarded`);
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
      status: 403,
      code: 'capability-missing',
      detail: 'Only by day.',
    });
  });

  it('answers lists', async () => {
    const answer = await fetch(`${url}/list`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({ items: [] });
  });

  it('exports every page, with the headers of the host', async () => {
    const answer = await fetch(`${url}/export`);
    expect([answer.headers.get('x-of-the-host'), answer.headers.get('x-revision')]).toEqual(['kept', '3']);
    expect(await answer.text()).toBe('id\r\na\r\nb\r\n');
  });

  it('breaks an export off that cannot go on', async () => {
    const body = fetch(`${url}/torn`).then((answer) => answer.text());
    await expect(body).rejects.toThrow();
  });
});
