import type { JsonObject } from '#kernel/json.js';
import { createSimulator } from '../simulator.js';
import { mutateTenant } from '../tenant/mutate.js';

describe('given the control interface of the simulator', () => {
  const simulator = createSimulator({ users: 30, groups: 8 });

  async function control(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
    const url = new URL(`https://localhost/__control${path}`);
    const text = body === undefined ? '' : JSON.stringify(body);
    const answer = await simulator.handle({ method, url, headers: {}, body: text });
    return JSON.parse(answer.body) as JsonObject;
  }

  it('tells the whole truth, or parts of it by name', async () => {
    const whole = await control('GET', '/truth');
    const parts = await control('GET', '/truth?only=devices,signInActivity,roleAssignments');
    expect(Object.keys(parts)).toEqual(['devices', 'signInActivity', 'roleAssignments']);
    for (const [name, part] of Object.entries(parts)) expect([name, part]).toEqual([name, whole[name]]);
    expect((parts['devices'] as readonly unknown[]).length).toBeGreaterThan(20);
  });

  it('makes as many changes of access as it is told, a quarter unless told, beside the others', async () => {
    const made = (access: number | undefined): number => {
      const { tenant } = createSimulator({ users: 30, groups: 8 });
      const order = { seed: 2, changes: 12, ...(access === undefined ? {} : { access }) };
      return Object.values(mutateTenant(tenant, order)).reduce((sum, count) => sum + count, 0);
    };
    const without = made(0);
    expect(made(30)).toBe(without + 30);
    expect(made(undefined)).toBe(without + 3);
    const named = Object.keys(await control('POST', '/mutate', { seed: 2, changes: 10, access: 30 }));
    expect(named.some((name) => name.includes('eligib') || name.includes('app'))).toBe(true);
  });
});
