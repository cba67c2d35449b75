import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import type { JsonObject } from '#kernel/json.js';
import { startHost, type RunningHost } from '#reference-host/create-host.js';
import { readHostConfig } from '#reference-host/host-config.js';
import { Person } from '#simulator/person.js';
import * as plugin from '../../src/index.js';
import { ownManifest } from '../../src/manifest/manifest.js';
import { ApiDescription } from '../support/api-description.js';
import { freePort } from '../support/postgres.js';

/** Connections of the other plugin by organisation. */
const others = new Map<string, readonly { readonly status: string }[]>();

@Injectable()
class OtherConnect {
  list(organizationId: string): Promise<readonly { readonly status: string }[]> {
    return Promise.resolve(others.get(organizationId) ?? []);
  }
}

@Module({})
class OtherModule {
  static forRootAsync(): DynamicModule {
    return { module: OtherModule, providers: [OtherConnect], exports: [OtherConnect] };
  }
}

@Module({})
class SilentModule {
  static forRootAsync(): DynamicModule {
    return { module: SilentModule };
  }
}

describe('given a host with several plugins and organisations', () => {
  let host: RunningHost;
  let description: ApiDescription;
  let url: string;
  const organizations = new Map<string, string>();

  beforeAll(async () => {
    const port = await freePort();
    url = `http://localhost:${port}`;
    const config = {
      ...readHostConfig({ PORT: String(port), LOG_LEVEL: 'silent' }),
      dataDirectory: undefined,
    };
    const manifest = ownManifest();
    host = await startHost(config, [
      { manifest, exports: plugin },
      {
        manifest: { ...manifest, id: 'other', module: 'OtherModule' },
        exports: { OtherModule, OtherConnect },
      },
      { manifest: { ...manifest, id: 'silent', module: 'SilentModule' }, exports: { SilentModule } },
    ]);
    for (const name of ['Acme', 'Evil']) {
      const organization = await host.parts.members.addOrganization(name);
      organizations.set(name, organization);
      const email = `admin@${name.toLowerCase()}.example`;
      const password = 'a long password of admin';
      await host.parts.members.addUser(organization, { email, password, name: 'admin', role: 'admin' });
    }
    const answer = await fetch(`${url}/openapi.json`);
    description = new ApiDescription((await answer.json()) as JsonObject);
  }, 60_000);
  afterAll(() => host.close());

  const headers = (): Record<string, string> => ({ 'content-type': 'application/json', origin: url });

  async function signIn(organization: string): Promise<Person> {
    const person = new Person(undefined);
    const body = JSON.stringify({
      email: `admin@${organization.toLowerCase()}.example`,
      password: 'a long password of admin',
    });
    expect(
      (await person.send('POST', `${url}/api/auth/sign-in/email`, { headers: headers(), body })).status,
    ).toBe(200);
    return person;
  }

  /** Calls the host; what it answers must be as its document says. */
  async function call(person: Person, method: 'GET' | 'PUT' | 'POST', path: string, body?: object) {
    const answer = await person.send(method, `${url}${path}`, {
      headers: headers(),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const operation = description.find(method, path);
    if (operation === undefined) throw new Error(`${method} ${path} is not described`);
    const type = String(answer.headers['content-type']);
    expect(
      description.complaints(operation, { status: answer.status, contentType: type, text: answer.body }),
    ).toEqual([]);
    return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
  }

  const decide = (person: Person, id: string, availability = 'available') =>
    call(person, 'PUT', `/catalog/${id}/availability`, { availability });

  it('counts the connections of each plugin for itself, and those of one organisation only', async () => {
    const [acme, evil] = [await signIn('Acme'), await signIn('Evil')];
    for (const id of ['azure-entra-id', 'other', 'silent']) await decide(acme, id);
    await decide(evil, 'other');
    others.set(organizations.get('Acme') ?? '', [{ status: 'connected' }, { status: 'disconnected' }]);
    const { body: seen } = await call(acme, 'GET', '/catalog');
    expect(seen).toMatchObject({
      items: [
        { id: 'azure-entra-id', state: 'available', connections: 0 },
        { id: 'other', state: 'installed', connections: 1 },
        { id: 'silent', state: 'available', connections: 0 },
      ],
      counts: { installed: 1, available: 2, coming_soon: 0 },
    });
    const { body: elsewhere } = await call(evil, 'GET', '/catalog');
    expect(elsewhere).toMatchObject({ counts: { installed: 0, available: 1, coming_soon: 2 } });
  });

  it('counts an entry that is set back to coming soon there, though a tenant is connected', async () => {
    const acme = await signIn('Acme');
    await decide(acme, 'other', 'coming_soon');
    const { body } = await call(acme, 'GET', '/catalog');
    expect(body).toMatchObject({ counts: { installed: 0, available: 2, coming_soon: 1 } });
  });

  it('answers its other routes as its document says, and has no others', async () => {
    const [acme, nobody] = [await signIn('Acme'), new Person(undefined)];
    expect((await call(acme, 'GET', '/me')).body).toMatchObject({ role: 'admin' });
    expect((await call(nobody, 'GET', '/me')).body).toMatchObject({ code: 'sign-in-needed' });
    expect((await call(nobody, 'GET', '/catalog')).status).toBe(401);
    expect((await call(acme, 'GET', '/operator/organizations')).status).toBe(401);
    expect((await decide(acme, 'no-such')).status).toBe(404);
    expect((await call(acme, 'POST', '/setup?token=x', {})).status).toBe(400);
    expect(description.operations.map(({ operationId }) => operationId).sort()).toEqual([
      'decideAvailability',
      'getMe',
      'listCatalog',
      'listOrganizations',
      'setUp',
    ]);
  });
});
