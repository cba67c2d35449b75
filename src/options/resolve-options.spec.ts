import { mkdtempSync, statSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntraIdOptions } from './entra-id.options.js';
import { fileKeyProvider } from './key-providers.js';
import { resolveOptions } from './resolve-options.js';

const GOOD: EntraIdOptions = {
  publicUrl: 'https://compliance.example/',
  encryptionKey: Buffer.alloc(32, 1).toString('base64'),
};

describe('given options', () => {
  it('fills in what is left out', () => {
    expect(resolveOptions(GOOD)).toMatchObject({
      callbackUrl: 'https://compliance.example/integrations/azure-entra-id/callback',
      endpoints: {
        authority: 'https://login.microsoftonline.com',
        graphOrigin: 'https://graph.microsoft.com',
      },
      retentionDays: 400,
      fullSyncDays: 7,
      breaker: { share: 0.1, count: 25 },
      app: undefined,
    });
    expect(resolveOptions({ ...GOOD, cloud: 'china' }).endpoints.graphOrigin).toBe(
      'https://microsoftgraph.chinacloudapi.cn',
    );
  });

  it('names every fault at once, and none of the values', () => {
    const bad = {
      publicUrl: 'http://compliance.example',
      encryptionKey: 'c2hvcnQ=',
      databaseUrl: 'mysql://user:hunter2@host/db',
      retentionDays: 0,
      fullSyncDays: 30,
      app: { clientId: 'x', clientSecret: 'hunter2', federatedAssertion: () => Promise.resolve('') },
      endpoints: {
        authority: 'https://evil.example',
        graph: 'https://evil.example/v1.0',
        caFile: '/nowhere',
      },
    };
    expect(() => resolveOptions(bad)).toThrow(/options-invalid/);
    try {
      resolveOptions(bad);
    } catch (error) {
      const text = (error as Error).message;
      for (const name of [
        'publicUrl',
        'encryptionKey',
        'databaseUrl',
        'retentionDays',
        'fullSyncDays',
        'clientId',
        'exactly one',
        'endpoints',
        'caFile',
      ]) {
        expect(text).toContain(name);
      }
      expect(text).not.toContain('hunter2');
    }
  });

  it('makes a key file that only its owner can read, once, and refuses one that others can read', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'entra-key-')), 'keys', 'encryption.key');
    const first = await fileKeyProvider(path).current();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await fileKeyProvider(path).current()).id).toBe(first.id);
    chmodSync(path, 0o644);
    expect(() => fileKeyProvider(path)).toThrow(/chmod 600/);
  });
});
