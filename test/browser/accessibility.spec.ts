import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, paleTextsOf, signIn, violationsOf } from '../support/browser.js';
import {
  ADMINISTRATOR,
  connectFromGuide,
  finishConnecting,
  makeAvailable,
  pagesOf,
  syncOnce,
} from '../support/console-steps.js';
import { startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

jest.setTimeout(60_000);

const NARROW = { width: 360, height: 740 };
const LOOKS_MAX = 20;
const LOOK_EVERY_MS = 100;
const WIDE = { width: 1280, height: 860 };

describe('given every page of a connected tenant', () => {
  let world: ConsoleWorld;
  let browser: Browser;
  let page: Page;
  let pages: Readonly<Record<string, string>>;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
    ({ page } = await openPage(browser, world));
    await signIn(page, world, 'owner');
    await makeAvailable(page, world);
    await connectFromGuide(page, world, { user: ADMINISTRATOR, consent: 'Accept' });
    await finishConnecting(page);
    const connectionId = new URL(page.url()).pathname.split('/')[3] ?? '';
    for (const leaver of [...world.simulator.tenant.users.keys()].slice(5, 40))
      world.simulator.tenant.softDelete('users', leaver);
    expect(await syncOnce(page, connectionId)).toMatchObject({ state: 'held' });
    pages = await pagesOf(page, connectionId);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function show(address: string): Promise<void> {
    await page.goto(`${world.url}${address}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  /** Whether the page fits once the navigation has folded. */
  async function fitsSoon(width: number): Promise<boolean> {
    for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (wide <= width) return true;
      await page.waitForTimeout(LOOK_EVERY_MS);
    }
    return false;
  }

  it('finds no violation of WCAG 2.2 AA, light and dark, and no page too wide for a telephone', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const [name, address] of Object.entries(pages)) {
      await show(address);
      const light = await violationsOf(page);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      const dark = await paleTextsOf(page);
      await page.setViewportSize(NARROW);
      const fits = await fitsSoon(NARROW.width);
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      const wide = fits ? [] : ['too wide'];
      if (light.length + dark.length + wide.length > 0) found[name] = [...light, ...dark, ...wide];
    }
    expect(found).toEqual({});
  });

  it('leads by keyboard past the navigation, and through the menu of a connection', async () => {
    await show(pages['integrations'] ?? '');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('content');
    await page.getByRole('button', { name: 'Manage' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Configure' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', { name: 'Configure' }).waitFor({ state: 'hidden' });
    const focused = await page.evaluate<string>('document.activeElement?.textContent');
    expect(focused).toContain('Manage');
  });

  it('shows what a held publication removes, and releases it with a reason', async () => {
    await show(pages['run'] ?? '');
    await page.getByText('This sync waits for your decision').waitFor();
    await page.getByText(/^35 \(/).waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Release' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Reorganisation');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await page.getByText('This sync was held: succeeded').waitFor();
  });
});
