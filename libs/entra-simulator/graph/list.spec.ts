import { text, type JsonObject } from '#kernel/json.js';
import { parseFaults } from '../faults.js';
import { InProcessClient, type ReadAnswer } from '../in-process-client.js';
import { createSimulator } from '../simulator.js';

function world() {
  const simulator = createSimulator({ users: 30, groups: 4 });
  return { simulator, client: new InProcessClient(simulator) };
}

const idsOf = (answer: ReadAnswer): readonly unknown[] =>
  (answer.body['value'] as unknown as readonly JsonObject[]).map(({ id }) => id);

async function walk(client: InProcessClient, path: string): Promise<readonly ReadAnswer[]> {
  const pages: ReadAnswer[] = [];
  for (
    let next = path;
    next !== '' && pages.length < 100;
    next = text(pages.at(-1)?.body['@odata.nextLink'])
  ) {
    pages.push(await client.get(next, { consistencylevel: 'eventual' }));
  }
  return pages;
}

describe('given a list that goes on', () => {
  it('has page tokens that begin as those of Graph do', async () => {
    const [first] = await walk(world().client, '/servicePrincipals?$top=2');
    expect(text(first?.body['@odata.nextLink'])).toMatch(/\$skiptoken=RFNwdA/);
  });

  it('counts on the first page only', async () => {
    const pages = await walk(world().client, '/users?$top=7&$count=true');
    expect(pages.map(({ body }) => body['@odata.count'])).toEqual([
      30,
      ...pages.slice(1).map(() => undefined),
    ]);
  });

  it('begins with an empty page where faults say so, and shows everything all the same', async () => {
    const { client, simulator } = world();
    const whole = (await walk(client, '/users?$top=7&$count=true')).flatMap(idsOf);
    simulator.throttle.use(parseFaults({ emptyPages: true }));
    const pages = await walk(client, '/users?$top=7&$count=true');
    expect(pages.map((page) => idsOf(page).length)).toEqual([0, 7, 7, 7, 7, 2]);
    expect(pages.map(({ body }) => body['@odata.count']).filter(Boolean)).toEqual([30]);
    expect(pages.flatMap(idsOf)).toEqual(whole);
  });
});
