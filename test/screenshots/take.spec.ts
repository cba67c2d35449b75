import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { launchBrowser, openPage, signIn } from '../support/browser.js';
import {
  ADMINISTRATOR,
  connectFromGuide,
  finishConnecting,
  makeAvailable,
  pagesOf,
  syncOnce,
} from '../support/console-steps.js';
import { areaPagesOf } from '../support/area-pages.js';
import { startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

jest.setTimeout(240_000);

const TARGET = join('docs', 'screenshots');
const SIZE = { width: 1280, height: 800 };
/** Pages that are shown dark too. */
const DARK: ReadonlySet<string> = new Set(['overview', 'integrations', 'group', 'policy-overview']);
const SETTLED_MS = 500;
const LEFT_OUT: ReadonlySet<string> = new Set(['nowhere', 'finish-connecting']);

describe('given a tenant with some history', () => {
  let world: ConsoleWorld;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(TARGET, { recursive: true });
    [world, browser] = await Promise.all([startConsoleWorld({ users: 400, groups: 60 }), launchBrowser()]);
    ({ page } = await openPage(browser, world, { viewport: SIZE }));
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const take = async (name: string): Promise<void> => {
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(SETTLED_MS);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(TARGET, `${name}.png`) });
  };

  it('writes a picture of every page', async () => {
    await page.goto(`${world.url}/sign-in`);
    await take('sign-in');
    await signIn(page, world, 'owner');
    await page.goto(`${world.url}/organization-settings/integrations`);
    await take('coming-soon');
    await makeAvailable(page, world);
    await connectFromGuide(page, world, { user: ADMINISTRATOR, consent: 'Accept' });
    await take('finish-connecting');
    await finishConnecting(page);
    const connectionId = new URL(page.url()).pathname.split('/')[3] ?? '';
    await take('first-sync');
    const { tenant } = world.simulator;
    for (let seed = 1; seed <= 6; seed += 1) {
      mutateTenant(tenant, { seed, changes: 40 });
      await syncOnce(page, connectionId);
    }
    for (const leaver of [...tenant.users.keys()].slice(20, 90)) tenant.softDelete('users', leaver);
    await syncOnce(page, connectionId);
    const pages = { ...(await pagesOf(page, connectionId)), ...(await areaPagesOf(page, connectionId)) };
    for (const [name, address] of Object.entries(pages)) {
      if (LEFT_OUT.has(name)) continue;
      await page.goto(`${world.url}${address}`);
      await take(name);
      if (!DARK.has(name)) continue;
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await take(`${name}-dark`);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    expect(Object.keys(pages).length).toBeGreaterThan(LEFT_OUT.size);
  });
});
