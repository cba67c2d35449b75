import { FAKE_CALLER_HEADER } from '#plugin-host/fake-host.js';
import { startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a body that is not JSON', () => {
  let host: BareHost;

  beforeAll(async () => {
    host = await startBareHost();
  }, 60_000);
  afterAll(() => host.close());

  const start = (type: string | undefined, body: string): Promise<Response> =>
    fetch(`${host.url}/integrations/azure-entra-id/connections`, {
      method: 'POST',
      headers: {
        [FAKE_CALLER_HEADER]: 'admin',
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      body: Buffer.from(body),
    });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', undefined])(
    'takes the type %s neither for JSON nor for nothing',
    async (type) => {
      const answer = await start(type, '{}');
      expect(answer.status).toBe(415);
      expect(await answer.json()).toMatchObject({ code: 'body-not-json' });
    },
  );

  it.each(['application/json', 'Application/JSON; charset=utf-8'])('takes %s', async (type) => {
    expect((await start(type, '{}')).status).toBe(201);
  });

  it.each([undefined, 'application/x-www-form-urlencoded'])('takes no body at all, as %s', async (type) => {
    expect((await start(type, '')).status).toBe(201);
  });
});
