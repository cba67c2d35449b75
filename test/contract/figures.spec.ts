import { connect, runToEnd, startBareHost, type BareHost } from '../support/bare-host.js';

describe('given a tenant that was read', () => {
  let host: BareHost;
  let id: string;

  beforeAll(async () => {
    host = await startBareHost();
    id = (await connect(host)).get('connection') ?? '';
    await runToEnd(host, id, 'full');
  }, 60_000);
  afterAll(() => host.close());

  it('counts inactive accounts, MFA registration and privileged people as the lists of them do', async () => {
    interface Fact {
      readonly kind: string;
      readonly value?: unknown;
    }
    const base = `/connections/${id}`;
    const { body: figures } = await host.call('auditor', 'GET', `${base}/figures`);
    const ask = (list: string) => host.call('auditor', 'GET', `${base}/${list}limit=1000`);
    const facts = (await ask('account-facts?accountEnabled=true&')).body.items as Record<string, Fact>[];
    const having = (name: string, value: boolean) =>
      facts.filter((fact) => fact[name]?.value === value).length;
    const inactive = (await ask('account-facts?accountEnabled=true&inactiveDays=90&')).body.items.length;
    const unknown = (name: string) => facts.filter((fact) => fact[name]?.kind === 'unknown').length;
    expect(figures.accounts).toEqual({
      enabled: facts.length,
      inactiveDays: 90,
      signIn: {
        kind: 'known',
        value: { inactive, never: having('neverSignedIn', true), unknown: unknown('neverSignedIn') },
      },
      mfa: {
        kind: 'known',
        value: {
          registered: having('mfaRegistered', true),
          notRegistered: having('mfaRegistered', false),
          unknown: unknown('mfaRegistered'),
        },
      },
    });
    const levels = ['privileged', 'highly-privileged'];
    const held = await Promise.all(levels.map((level) => ask(`effective-privileges?level=${level}&`)));
    const people = held
      .flatMap(({ body }) => body.items as { principalId: string; principalType: string }[])
      .filter(({ principalType }) => principalType === 'user');
    expect(figures.privileged.people).toBe(new Set(people.map(({ principalId }) => principalId)).size);
    expect(figures.privileged.people).toBeGreaterThan(0);
  });

  it('names the places that policies know, and the permissions that a registration asks for', async () => {
    const base = `/connections/${id}`;
    const places = await host.call('auditor', 'GET', `${base}/named-locations`);
    expect(places.body.items.length).toBeGreaterThan(0);
    expect(places.body.items[0]).toMatchObject({ id: expect.any(String), displayName: expect.any(String) });
    const { body: listed } = await host.call('auditor', 'GET', `${base}/applications?limit=1000`);
    const asking = listed.items.find(
      (one: { requiredResourceAccess?: unknown[] }) => (one.requiredResourceAccess ?? []).length > 0,
    );
    const { body: found } = await host.call('auditor', 'GET', `${base}/applications/${asking.id}`);
    expect(found.application.id).toBe(asking.id);
    expect(found.requiredPermissions[0]).toMatchObject({
      kind: expect.stringMatching(/^(application|delegated)$/),
      permission: expect.any(String),
    });
  });
});
