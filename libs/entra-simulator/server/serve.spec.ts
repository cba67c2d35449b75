import { gzipSync } from 'node:zlib';
import { createSimulator } from '../simulator.js';
import { serve } from './serve.js';

describe('given a client that compresses what it sends', () => {
  it('reads it as if it came as it is', async () => {
    const simulator = createSimulator({ users: 5, groups: 2 });
    const served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: simulator.client.appId,
      client_secret: simulator.client.secrets[0] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    });
    const answer = await fetch(`${served.http}/${simulator.tenant.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' },
      body: new Uint8Array(gzipSync(form.toString())),
    });
    await served.close();
    expect(answer.status).toBe(200);
  });
});
