import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSimulator } from '#simulator/simulator.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';

/** The shortest host of the README, with its own prefix and guard, on the framework that ADAPTER names. */
const HOST = `
import 'reflect-metadata';
import { Module, Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { EntraIdModule, EntraIdConnect, EntraIdSync, EntraIdHealth, EntraIdSettings } from 'entra-id-plugin';
import { loadPlugin } from 'entra-id-plugin/plugin-host';
import manifest from 'entra-id-plugin/plugin.manifest.json' with { type: 'json' };

class MyCaller {
  resolve(request) {
    return request.headers['x-user'] === undefined ? undefined
      : { organizationId: 'acme', userId: request.headers['x-user'], sessionId: 's1', capabilities: ['read', 'manage'] };
  }
}
class MyGuard { canActivate() { return true; } }

const loaded = await loadPlugin('entra-id-plugin', process.cwd());
class HostModule {}
Module({ imports: [loaded.exports[manifest.module].forRootAsync({
  caller: MyCaller, http: true, schedule: 'own',
  imports: [ConfigModule.forRoot({ ignoreEnvFile: true })], inject: [ConfigService],
  useFactory: (config) => ({
    publicUrl: 'https://compliance.example/api',
    databaseUrl: 'pglite:memory',
    encryptionKey: Buffer.alloc(32, 1).toString('base64'),
    app: { clientId: config.getOrThrow('CLIENT_ID'), clientSecret: config.getOrThrow('CLIENT_SECRET') },
    availability: { availability: async () => 'available' },
    endpoints: { authority: process.env.AUTHORITY, graph: process.env.AUTHORITY + '/v1.0', caFile: process.env.CA_FILE },
  }),
})] })(HostModule);

const adapter = process.env.ADAPTER === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(HostModule, adapter, { logger: false });
app.setGlobalPrefix('api');
app.useGlobalGuards(new MyGuard());
await app.listen(0, '127.0.0.1');
const services = [EntraIdConnect, EntraIdSync, EntraIdHealth, EntraIdSettings].map((service) => app.get(service, { strict: false }) !== undefined);
const base = (await app.getUrl()).replace('[::1]', '127.0.0.1') + '/api/integrations/azure-entra-id';
const call = async (path, method, user) => {
  const answer = await fetch(base + path, { method, headers: { ...(user ? { 'x-user': user } : {}), 'content-type': 'application/json' }, ...(method === 'POST' ? { body: '{}' } : {}) });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.json() };
};
const result = {
  services, name: manifest.catalog.name, sameClass: loaded.exports.EntraIdModule === EntraIdModule,
  anonymous: await call('/connections', 'GET'),
  list: await call('/connections', 'GET', 'ann'),
  started: (await call('/connections', 'POST', 'ann')).body.authorizeUrl,
  operations: Object.keys((await call('/openapi.json', 'GET')).body.paths).length,
};
await app.close();
console.log(JSON.stringify(result));
`;

describe('given the package as npm packs it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'entra-id-package-'));
  const modules = join(directory, 'node_modules');
  let served: ServedSimulator;
  const simulator = createSimulator({ users: 5, groups: 2 });

  beforeAll(async () => {
    served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
    execFileSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const packed = execFileSync(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', directory],
      { encoding: 'utf8' },
    );
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    mkdirSync(join(modules, 'entra-id-plugin'), { recursive: true });
    execFileSync('tar', [
      '-xzf',
      join(directory, filename),
      '--strip-components=1',
      '-C',
      join(modules, 'entra-id-plugin'),
    ]);
    for (const name of readdirSync('node_modules')) {
      if (!name.startsWith('.') && name !== 'entra-id-plugin')
        symlinkSync(resolve('node_modules', name), join(modules, name));
    }
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    writeFileSync(join(directory, 'host.mjs'), HOST);
  }, 120_000);

  afterAll(async () => {
    await served.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('holds neither simulator, reference host, tests nor sources', () => {
    const files = readdirSync(join(modules, 'entra-id-plugin'), { recursive: true }).map(String);
    expect(files).toContain('plugin.manifest.json');
    expect(files.filter((file) => /simulator|reference-host|commands|\.spec\.|bench/.test(file))).toEqual([]);
    expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
  });

  it.each(['express', 'fastify'])(
    'runs in a %s host of another shape, loaded by its manifest',
    async (adapter) => {
      const result = await runHost(adapter);
      expect(result).toMatchObject({
        services: [true, true, true, true],
        name: 'Azure Entra ID',
        sameClass: true,
        anonymous: { status: 401, type: 'application/problem+json', body: { code: 'not-signed-in' } },
        list: { status: 200, body: { items: [] } },
      });
      expect(result['started']).toContain(
        encodeURIComponent('https://compliance.example/api/integrations/azure-entra-id/callback'),
      );
      expect(result['operations']).toBeGreaterThan(15);
    },
    60_000,
  );

  /** The simulator answers in this process meanwhile. */
  function runHost(adapter: string): Promise<Record<string, unknown>> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      ADAPTER: adapter,
      CLIENT_ID: simulator.client.appId,
      CLIENT_SECRET: simulator.client.secrets[0] ?? '',
      AUTHORITY: served.https,
      CA_FILE: served.caFile,
    };
    return new Promise((done, fail) => {
      const host = spawn(process.execPath, ['host.mjs'], {
        cwd: directory,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      host.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      host.on('close', (code) => {
        if (code === 0) done(JSON.parse(output) as Record<string, unknown>);
        else fail(new Error(`the host ended with ${String(code)}: ${output}`));
      });
    });
  }
});
