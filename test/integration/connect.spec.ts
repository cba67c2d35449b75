import { readFileSync } from 'node:fs';
import { Person } from '#simulator/person.js';
import { permissionsOf } from '#simulator/identity/registrations.js';
import { connect, goThrough, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';
import { ShiftedClock } from '../support/shifted-clock.js';

const EMPLOYEE = 'employee@contoso.example';
const OTHER_ADMIN = 'admin@fabrikam.example';

describe('given an administrator on the way to Microsoft and back', () => {
  let host: BareHost;
  const clock = new ShiftedClock();

  beforeAll(async () => {
    host = await startBareHost({ plugin: { clock } });
  }, 60_000);
  afterAll(() => host.close());

  /** Goes to Microsoft and stops before the callback: answers its query. */
  async function untilCallback(
    choice: { user?: string; consent?: 'accept' | 'cancel'; body?: object } = {},
  ): Promise<string> {
    const started = await host.call('admin', 'POST', '/connections', choice.body ?? {});
    const person = new Person(readFileSync(host.served.caFile, 'utf8'));
    const decision = { user: choice.user ?? 'admin@contoso.example', consent: choice.consent ?? 'accept' };
    const stop = await person.follow(started.body.authorizeUrl as string, decision, (url) =>
      url.startsWith('https://compliance.example'),
    );
    await person.close();
    return new URL(stop.url).search;
  }

  async function callback(who: string, search: string): Promise<URLSearchParams> {
    const answer = await host.call(who, 'GET', `/callback${search}`);
    expect(answer.status).toBe(302);
    const url = new URL(String(answer.headers['location']));
    expect(url.origin + url.pathname).toBe('https://compliance.example/organization-settings/integrations');
    return url.searchParams;
  }

  it('asks Microsoft for everything the registration has, with PKCE and a nonce', async () => {
    const { body } = await host.call('admin', 'POST', '/connections', {});
    const query = new URL(body.authorizeUrl as string).searchParams;
    expect(query.get('scope')?.split(' ').sort()).toEqual(
      ['https://graph.microsoft.com/.default', 'offline_access', 'openid', 'profile'].sort(),
    );
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('redirect_uri')).toBe('https://compliance.example/integrations/azure-entra-id/callback');
    expect(query.get('nonce')).toMatch(/^[\w-]{43}$/);
  });

  it('sends whoever declines back with the reason', async () => {
    const back = await connect(host, { consent: 'cancel' });
    expect(back.get('problem')).toBe('sign-in-declined');
  });

  it('refuses a forged state', async () => {
    expect((await callback('admin', '?state=forged&code=x')).get('problem')).toBe('attempt-unknown');
    expect((await callback('admin', '?code=x')).get('problem')).toBe('attempt-unknown');
  });

  it('refuses a state that another session began, and leaves it to the one that began it', async () => {
    const search = await untilCallback();
    expect((await callback('auditor', search)).get('problem')).toBe('attempt-other-session');
    expect((await callback('nobody', search)).get('problem')).toBe('attempt-other-session');
    expect((await callback('admin', search)).get('connection')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await callback('admin', search)).get('problem')).toBe('attempt-replayed');
  });

  it.each([
    ['lost the right to manage', 'acme', ['read']],
    ['changed to another organisation', 'evil', ['read', 'manage', 'own']],
  ] as const)('refuses the session that began it once it %s', async (_, organizationId, capabilities) => {
    const search = await untilCallback();
    const adam = { userId: 'adam', sessionId: 's-adam' };
    host.host.signIn('admin', { ...adam, organizationId, capabilities });
    const refused = await callback('admin', search);
    host.host.signIn('admin', { ...adam, organizationId: 'acme', capabilities: ['read', 'manage'] });
    expect(refused.get('problem')).toBe('attempt-other-session');
    expect((await callback('admin', search)).get('connection')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses an employee without an administrator role, though the sign-in succeeds', async () => {
    const back = await connect(host, { user: EMPLOYEE });
    expect(back.get('problem')).toBe('not-tenant-admin');
  });

  it('lets an attempt end after ten minutes', async () => {
    const search = await untilCallback();
    clock.advance(11 * 60_000);
    expect((await callback('admin', search)).get('problem')).toBe('attempt-expired');
  });

  it('refuses a code that belongs to another sign-in', async () => {
    const [first, second] = [await untilCallback(), await untilCallback()];
    const mixed = new URLSearchParams(first);
    mixed.set('code', new URLSearchParams(second).get('code') ?? '');
    expect((await callback('admin', `?${mixed.toString()}`)).get('problem')).toBe('code-already-redeemed');
  });

  it('does not believe a tenant that the redirect names', async () => {
    const search = new URLSearchParams(await untilCallback());
    search.set('tenant', host.simulator.otherTenant.tenantId);
    const back = await callback('admin', `?${search.toString()}`);
    const { body } = await host.call('admin', 'GET', `/connections/${back.get('connection')}`);
    expect(body.tenantId).toBe(host.simulator.tenant.tenantId);
  });

  it('lets only the tenant sign in that was asked for', async () => {
    const { body } = await host.call('admin', 'POST', '/connections', { tenantId: 'fabrikam.example' });
    const person = new Person(readFileSync(host.served.caFile, 'utf8'));
    const choice = { user: 'admin@contoso.example', consent: 'accept' } as const;
    const page = await person.follow(body.authorizeUrl as string, choice);
    await person.close();
    expect(page.url).toContain(host.simulator.otherTenant.tenantId);
    expect(page.body).toContain('AADSTS50034');
  });

  it('refuses a tenant that another organisation has connected', async () => {
    const back = await connect(host, { who: 'stranger' });
    expect(back.get('problem')).toBe('tenant-taken');
  });

  it('names a tenant that does not exist', async () => {
    const unknown = await host.call('admin', 'POST', '/connections', { tenantId: 'nowhere.example' });
    expect(unknown).toMatchObject({
      status: 404,
      body: { code: 'tenant-not-found', remedy: expect.any(String) },
    });
    const malformed = await host.call('admin', 'POST', '/connections', { tenantId: 'not a tenant' });
    expect(malformed).toMatchObject({ status: 400, body: { code: 'connect-input-invalid' } });
  });

  it('connects a second tenant beside the first, apart from it', async () => {
    const back = await connect(host, { user: OTHER_ADMIN });
    const { body } = await host.call('admin', 'GET', `/connections/${back.get('connection')}`);
    expect(body).toMatchObject({
      tenantId: host.simulator.otherTenant.tenantId,
      access: 'delegated',
      consent: 'missing',
    });
    const list = await host.call('admin', 'GET', '/connections');
    expect(list.body.items).toHaveLength(2);
    expect((await host.call('stranger', 'GET', '/connections')).body.items).toHaveLength(0);
  });

  it('answers as coming soon while the entry is only announced', async () => {
    host.host.entry = 'coming_soon';
    const { status, body } = await host.call('admin', 'POST', '/connections', {});
    host.host.entry = 'available';
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'entry-coming-soon' });
  });

  it('keeps who did what', async () => {
    const { body } = await host.call('auditor', 'GET', '/connections');
    const activity = await host.call('auditor', 'GET', `/connections/${body.items[0].id}/activity`);
    const actions = activity.body.items.map(
      (item: { action: string; actor: string }) => `${item.actor} ${item.action}`,
    );
    expect(actions).toContain('adam connected');
    expect(actions).toContain('adam connect-started');
  });
});

describe('given a tenant that granted no application permission', () => {
  let host: BareHost;
  let id: string;

  beforeAll(async () => {
    host = await startBareHost({ simulator: { grants: permissionsOf('none') } });
    id = (await connect(host)).get('connection') ?? '';
  }, 60_000);
  afterAll(() => host.close());

  it('reads on behalf of whoever signed in, says so, and is healthy all the same', async () => {
    const { body } = await host.call('admin', 'POST', `/connections/${id}/health`);
    expect(body.status).toBe('healthy');
    const access = body.checks.find((check: { name: string }) => check.name === 'access');
    expect(access).toMatchObject({ status: 'warn', problem: { code: 'reads-on-behalf' } });
    expect(await runToEnd(host, id, 'full')).toMatchObject({ state: 'succeeded' });
  }, 60_000);

  it('stays as it is when consent is declined', async () => {
    const { body } = await host.call('admin', 'POST', `/connections/${id}/consent`);
    const back = await goThrough(host, body.authorizeUrl as string, { who: 'admin', consent: 'cancel' });
    expect(back.get('problem')).toBe('consent-declined');
    expect((await host.call('admin', 'GET', `/connections/${id}`)).body).toMatchObject({
      access: 'delegated',
    });
  });

  it('waits for fresh consent to take effect, then reads by itself and forgets the refresh token', async () => {
    host.simulator.state.switches.consentDelayMs = 400;
    const { body } = await host.call('admin', 'POST', `/connections/${id}/consent`);
    await goThrough(host, body.authorizeUrl as string, { who: 'admin' });
    expect((await host.call('admin', 'GET', `/connections/${id}`)).body).toMatchObject({
      access: 'delegated',
      consent: 'waiting',
    });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const health = await host.call('admin', 'POST', `/connections/${id}/health`);
    expect(health.body.status).toBe('healthy');
    expect((await host.call('admin', 'GET', `/connections/${id}`)).body).toMatchObject({
      access: 'application',
      consent: 'granted',
    });
    const gone = await host.call('owner', 'DELETE', `/connections/${id}`, {});
    expect(gone.body).toMatchObject({ credentialsLeft: 0, scheduledJobsLeft: 0 });
  });

  it('needs attention when the sessions were revoked', async () => {
    host.simulator.state.grantApplication(
      host.simulator.tenant.tenantId,
      host.simulator.client.appId,
      [],
      false,
    );
    const again = (await connect(host)).get('connection') ?? '';
    expect(again).toBe(id);
    host.simulator.state.revokeSessions();
    const { body } = await host.call('admin', 'POST', `/connections/${id}/health`);
    expect(body.status).toBe('needs_attention');
    expect(body.checks[0]).toMatchObject({
      name: 'token',
      status: 'fail',
      problem: { code: 'sign-in-again' },
    });
    expect(host.host.events.filter((event) => event.kind === 'health-changed').length).toBeGreaterThan(0);
  });
});

describe('given a registration that asks for nothing on behalf of whoever signs in', () => {
  let host: BareHost;

  beforeAll(async () => {
    host = await startBareHost();
    Object.assign(host.simulator.client, { delegatedPermissions: ['openid'] });
  }, 60_000);
  afterAll(() => host.close());

  it('says which permission is missing, and takes no administrator for none', async () => {
    expect((await connect(host)).get('problem')).toBe('signer-roles-unreadable');
  });
});
