import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as plugin from '../../src/index.js';
import { ownManifest } from '../../src/manifest/manifest.js';
import { startHost, type RunningHost } from '#reference-host/create-host.js';
import { HostConfigError, readHostConfig } from '#reference-host/host-config.js';
import { Person } from '#simulator/person.js';

const PORT = 38_417;
const URL_ = `http://localhost:${PORT}`;

describe('given the reference host', () => {
  let host: RunningHost;

  beforeAll(async () => {
    const config = {
      ...readHostConfig({ PORT: String(PORT), LOG_LEVEL: 'silent' }),
      dataDirectory: undefined,
    };
    host = await startHost(config, [{ manifest: ownManifest(), exports: plugin }]);
    for (const [name, roles] of [
      ['Acme', ['owner', 'admin', 'auditor']],
      ['Evil', ['owner']],
    ] as const) {
      const organization = await host.parts.members.addOrganization(name);
      for (const role of roles) {
        const email = `${role}@${name.toLowerCase()}.example`;
        await host.parts.members.addUser(organization, {
          email,
          password: `a long password of ${role}`,
          name: role,
          role,
        });
      }
    }
  }, 60_000);
  afterAll(() => host.close());

  async function signIn(role: string, organization = 'acme'): Promise<Person> {
    const person = new Person(undefined);
    const body = JSON.stringify({
      email: `${role}@${organization}.example`,
      password: `a long password of ${role}`,
    });
    const answer = await person.send('POST', `${URL_}/api/auth/sign-in/email`, { headers: json(URL_), body });
    expect(answer.status).toBe(200);
    return person;
  }

  const json = (origin: string): Record<string, string> => ({ 'content-type': 'application/json', origin });

  it('shows nothing to whoever is not signed in', async () => {
    const nobody = new Person(undefined);
    expect((await nobody.send('GET', `${URL_}/catalog`)).status).toBe(401);
    const me = await nobody.send('GET', `${URL_}/me`);
    expect({ status: me.status, ...(JSON.parse(me.body) as object) }).toMatchObject({
      code: 'sign-in-needed',
    });
    expect((await nobody.send('GET', `${URL_}/integrations/azure-entra-id/connections`)).status).toBe(401);
    expect((await nobody.send('GET', `${URL_}/operator/organizations`)).status).toBe(401);
    const wrong = JSON.stringify({ email: 'admin@acme.example', password: 'not the password' });
    const answer = await nobody.send('POST', `${URL_}/api/auth/sign-in/email`, {
      headers: json(URL_),
      body: wrong,
    });
    expect(answer.status).toBe(401);
    const signUp = JSON.stringify({ email: 'new@acme.example', password: 'a long password', name: 'x' });
    const refused = await nobody.send('POST', `${URL_}/api/auth/sign-up/email`, {
      headers: json(URL_),
      body: signUp,
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
  });

  it('lets an administrator make the entry available, for their organisation only', async () => {
    const [auditor, admin, stranger] = [
      await signIn('auditor'),
      await signIn('admin'),
      await signIn('owner', 'evil'),
    ];
    const state = async (person: Person): Promise<string> => {
      const { body } = await person.send('GET', `${URL_}/catalog`);
      return (JSON.parse(body) as { items: { state: string }[] }).items[0]?.state ?? '';
    };
    const decide = (person: Person, origin = URL_): Promise<{ status: number }> =>
      person.send('PUT', `${URL_}/catalog/azure-entra-id/availability`, {
        headers: json(origin),
        body: '{"availability":"available"}',
      });
    expect(await state(admin)).toBe('coming_soon');
    expect((await decide(auditor)).status).toBe(403);
    expect((await decide(admin, 'https://evil.example')).status).toBe(403);
    expect(await state(admin)).toBe('coming_soon');
    expect((await decide(admin)).status).toBe(200);
    expect(await state(auditor)).toBe('available');
    expect(await state(stranger)).toBe('coming_soon');
  });

  it('sets the owner up by a link that works once', async () => {
    const token = await host.parts.members.makeSetupToken();
    const body = JSON.stringify({
      email: 'first@new.example',
      password: 'a long password',
      organization: 'New',
    });
    const person = new Person(undefined);
    const send = (with_: string): Promise<{ status: number }> =>
      person.send('POST', `${URL_}/setup?token=${with_}`, { headers: json(URL_), body });
    expect((await send('forged')).status).toBe(403);
    expect((await send(token)).status).toBe(201);
    expect((await send(token)).status).toBe(403);
  });

  it('keeps the set-up link good while the values given with it cannot be used', async () => {
    const token = await host.parts.members.makeSetupToken();
    const person = new Person(undefined);
    const send = async (values: object): Promise<string> => {
      const { status, body } = await person.send('POST', `${URL_}/setup?token=${token}`, {
        headers: json(URL_),
        body: JSON.stringify({ organization: 'Newer', ...values }),
      });
      return status === 201 ? 'made' : (JSON.parse(body) as { code: string }).code;
    };
    expect(await send({ email: 'second@new.example', password: 'short' })).toBe('setup-input-invalid');
    expect(await send({ email: 'owner@acme.example', password: 'a long password' })).toBe(
      'setup-input-invalid',
    );
    expect(await send({ email: 'second@new.example', password: 'a long password' })).toBe('made');
  });

  it.each([
    [
      'a body that is not JSON',
      'PUT',
      '/catalog/azure-entra-id/availability',
      '{bad',
      400,
      'request-unreadable',
    ],
    ['an entry that does not exist', 'PUT', '/catalog/no-such/availability', '{}', 404, 'entry-unknown'],
    [
      'an availability that is none',
      'PUT',
      '/catalog/azure-entra-id/availability',
      '{}',
      400,
      'availability-unknown',
    ],
    ['an address that does not exist', 'GET', '/no-such-page', undefined, 404, 'address-unknown'],
    [
      'a body that is not JSON for a plugin',
      'POST',
      '/integrations/azure-entra-id/connections',
      '{bad',
      400,
      'request-unreadable',
    ],
  ] as const)('answers %s with a problem that names code and remedy', async (...row) => {
    const [, method, path, body, status, code] = row;
    const admin = await signIn('admin');
    const answer = await admin.send(method, `${URL_}${path}`, {
      headers: json(URL_),
      ...(body === undefined ? {} : { body }),
    });
    expect({ status: answer.status, ...(JSON.parse(answer.body) as object) }).toMatchObject({
      status,
      code,
      title: expect.any(String) as string,
      remedy: expect.any(String) as string,
    });
  });
});

describe('given somebody who guesses passwords', () => {
  it('is told to wait after some tries', async () => {
    const port = PORT + 1;
    const config = {
      ...readHostConfig({ PORT: String(port), LOG_LEVEL: 'silent' }),
      dataDirectory: undefined,
    };
    const host = await startHost(config, [{ manifest: ownManifest(), exports: plugin }]);
    const url = `http://localhost:${port}`;
    const guesser = new Person(undefined);
    const guess = async (): Promise<number> => {
      const answer = await guesser.send('POST', `${url}/api/auth/sign-in/email`, {
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ email: 'owner@acme.example', password: 'not the password' }),
      });
      return answer.status;
    };
    const answers: number[] = [];
    for (let tries = 0; tries < 40; tries += 1) answers.push(await guess());
    await host.close();
    expect(answers[0]).toBe(401);
    expect(answers.at(-1)).toBe(429);
  }, 60_000);
});

describe('given the environment of npm start', () => {
  it('names every variable that is wrong, and no value', () => {
    const wrong = {
      PORT: 'x',
      PUBLIC_URL: 'nowhere',
      DATABASE_URL: 'mysql://root:hunter2@db',
      ENCRYPTION_KEYS: 'short',
      ENTRA_CLIENT_ID: 'x',
      ENTRA_CLOUD: 'moon',
    };
    expect(() => readHostConfig(wrong)).toThrow(HostConfigError);
    try {
      readHostConfig(wrong);
    } catch (error) {
      const { message } = error as Error;
      for (const name of [...Object.keys(wrong), 'ENTRA_CLIENT_SECRET']) expect(message).toContain(name);
      expect(message).not.toContain('hunter2');
    }
  });
});

describe('given an encryption key that others can read', () => {
  it('does not start, says why to whoever starts it, and leaves the database to the next start', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'entra-host-'));
    const file = join(dataDirectory, 'encryption.key');
    writeFileSync(file, `${Buffer.alloc(32, 1).toString('base64')}\n`, { mode: 0o600 });
    const plugins = [{ manifest: ownManifest(), exports: plugin }];
    const config = { ...readHostConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'silent' }), port: 0 };
    chmodSync(file, 0o644);
    await expect(startHost(config, plugins)).rejects.toThrow(/encryption\.key can be read by others/);
    chmodSync(file, 0o600);
    const host = await startHost(config, plugins);
    await host.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }, 60_000);
});
