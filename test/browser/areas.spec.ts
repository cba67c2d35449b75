import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { areaPagesOf } from '../support/area-pages.js';
import {
  launchBrowser,
  openPage,
  paleTextsOf,
  signIn,
  violationsOf,
  type Watch,
} from '../support/browser.js';
import {
  ADMINISTRATOR,
  connectFromGuide,
  finishConnecting,
  makeAvailable,
} from '../support/console-steps.js';
import { startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

jest.setTimeout(60_000);

/** Time in which colours move from light to dark. */
const SETTLED_MS = 250;

const DAY_MS = 86_400_000;

/** Fills the dialog in for thirty days from now. */
async function declareExemption(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Declare an exemption' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel(/^Check/)
    .first()
    .click();
  await page.getByRole('option').first().click();
  await dialog.getByLabel('Reason').fill('Agreed with the board');
  await dialog.getByLabel('Owner').fill('Nora');
  const until = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
  await dialog.getByLabel('Until the end of').fill(until);
  await dialog.getByRole('button', { name: 'Declare', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('given an auditor and a tenant that was read', () => {
  let world: ConsoleWorld;
  let browser: Browser;
  let page: Page;
  let watch: Watch;
  let pages: Readonly<Record<string, string>>;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
    const owner = await openPage(browser, world);
    await signIn(owner.page, world, 'owner');
    await makeAvailable(owner.page, world);
    await connectFromGuide(owner.page, world, { user: ADMINISTRATOR, consent: 'Accept' });
    await finishConnecting(owner.page);
    const connectionId = new URL(owner.page.url()).pathname.split('/')[3] ?? '';
    await owner.context.close();
    ({ page, watch } = await openPage(browser, world));
    await signIn(page, world, 'auditor');
    pages = await areaPagesOf(page, connectionId);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function show(name: string): Promise<void> {
    await page.goto(`${world.url}${pages[name] ?? ''}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  it('shows every page about policy, privileges and applications without a violation, light and dark', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const name of Object.keys(pages)) {
      await show(name);
      const light = await violationsOf(page);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await page.waitForTimeout(SETTLED_MS);
      const dark = await paleTextsOf(page);
      const alerts = await page.getByRole('alert').allTextContents();
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (light.length + dark.length + alerts.length > 0) found[name] = [...light, ...dark, ...alerts];
    }
    expect(found).toEqual({});
    expect(watch).toEqual({ errors: [], foreign: [] });
  });

  it('leads from the accounts that escape to what would happen to their sign-in', async () => {
    await show('policy-accounts');
    await page.getByRole('link', { name: 'What If' }).first().click();
    await page.getByRole('button', { name: 'What would happen?' }).click();
    await page.getByRole('heading', { name: 'Policy by policy' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
  });

  it('lets an administrator choose a standard, name an emergency account, declare an exemption and end it', async () => {
    const admin = await openPage(browser, world);
    await signIn(admin.page, world, 'admin');
    await admin.page.goto(`${world.url}${pages['standard'] ?? ''}`);
    const save = admin.page.getByRole('button', { name: 'Save and evaluate' });
    await save.waitFor();
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    await admin.page.getByRole('radio', { name: 'CISA SCuBA' }).check();
    await admin.page.getByRole('combobox', { name: 'Add an emergency account' }).fill('Ada');
    await admin.page.getByRole('option', { name: /Ada Admin/ }).click();
    await save.click();
    await admin.page.getByText('Changed by').waitFor();
    await declareExemption(admin.page);
    await admin.page.getByRole('row', { name: /Agreed with the board/ }).waitFor();
    expect(await violationsOf(admin.page)).toEqual([]);
    await admin.page.getByRole('button', { name: /^End now/ }).click();
    await admin.page.getByRole('row', { name: /Agreed with the board.*Ended/ }).waitFor();
    expect(admin.watch).toEqual({ errors: [], foreign: [] });
    await admin.context.close();
  });

  it('lets an auditor read the standard and what was declared, and change nothing', async () => {
    await show('standard');
    expect(await page.getByRole('radio', { name: 'CISA SCuBA' }).isChecked()).toBe(true);
    await page.getByRole('list', { name: 'Emergency accounts' }).getByText('Ada Admin').waitFor();
    await page.getByRole('row', { name: /Agreed with the board.*Ended/ }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Add an emergency account' }).count()).toBe(0);
    const declare = page.getByRole('button', { name: 'Declare an exemption' });
    expect(await declare.getAttribute('aria-disabled')).toBe('true');
    const save = page.getByRole('button', { name: 'Save and evaluate' });
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByRole('radio', { name: 'Every check' }).isDisabled()).toBe(true);
  });
});
