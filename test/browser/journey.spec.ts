import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, signIn, type Watch } from '../support/browser.js';
import {
  ADMINISTRATOR,
  answerMicrosoft,
  connectFromGuide,
  finishConnecting,
  makeAvailable,
} from '../support/console-steps.js';
import { startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

jest.setTimeout(60_000);

const INTEGRATIONS = '/organization-settings/integrations';

describe('given a new user with a tenant to connect', () => {
  let world: ConsoleWorld;
  let browser: Browser;
  let page: Page;
  let watch: Watch;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
    ({ page, watch } = await openPage(browser, world));
    await signIn(page, world, 'owner');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('finds the entry coming soon, and available once it is turned on', async () => {
    await page.getByRole('link', { name: 'Integrations', exact: true }).click();
    await page.getByRole('tab', { name: /Coming Soon\s*1/ }).waitFor();
    const card = page.getByRole('article', { name: 'Azure Entra ID' });
    expect(await card.getByRole('button', { name: 'Connect' }).isDisabled()).toBe(true);
    await makeAvailable(page, world);
    await page.goto(`${world.url}${INTEGRATIONS}`);
    await page.getByRole('tab', { name: /Available\s*1/ }).waitFor();
    await card.getByRole('link', { name: 'Connect' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('nothing like this');
    await page.getByText('Nothing matches your search').waitFor();
  });

  it('connects through Microsoft’s pages and watches the first sync', async () => {
    await connectFromGuide(page, world, { user: ADMINISTRATOR, consent: 'Accept' });
    await page.getByText('Microsoft confirmed the tenant').waitFor();
    expect(await page.getByLabel('Tenant ID').inputValue()).toBe(world.simulator.tenant.tenantId);
    await finishConnecting(page);
    expect(await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').count()).toBeGreaterThan(5);
    await page.getByText('Succeeded').waitFor();
  });

  it('finds a person, with the groups that give them access', async () => {
    await page.getByRole('link', { name: 'Open the directory' }).click();
    const table = page.getByRole('table', { name: 'Accounts' });
    await table.waitFor();
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.waitForURL((url) => url.searchParams.get('name') === 'ada');
    await page.getByText('Name begins with “ada”').waitFor();
    await table.getByRole('link', { name: 'Ada Admin' }).click();
    await page.getByRole('heading', { name: 'Ada Admin', level: 1 }).waitFor();
    await page.getByText(ADMINISTRATOR).first().waitFor();
    await page
      .getByRole('region', { name: 'Directory roles' })
      .getByText('Global Administrator', { exact: true })
      .first()
      .waitFor();
    await page.getByRole('region', { name: 'Multifactor authentication' }).getByText('Registered').waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByText('Read for the first time').waitFor();
    await page.goBack();
    await page.getByText('Name begins with “ada”').waitFor();
    await page.getByRole('button', { name: /Remove the filter Name/ }).click();
    await page.waitForURL((url) => !url.searchParams.has('name'));
  });

  it('downloads what the list shows as CSV', async () => {
    await page.getByRole('table', { name: 'Accounts' }).waitFor();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await coming;
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(file.suggestedFilename()).toBe('accounts-revision-1.csv');
    expect(lines).toHaveLength(61);
  });

  it('says that nothing is known of a time before the first sync', async () => {
    const url = new URL(page.url());
    url.searchParams.set('asOf', '2020-01-01T00:00:00Z');
    await page.goto(url.href);
    await page.getByText('Nothing was collected yet at that time.').waitFor();
    await page.getByText(/You are looking at the past/).waitFor();
  });

  it('disconnects and is told what is left and how to take back the consent', async () => {
    await page.goto(`${world.url}${INTEGRATIONS}`);
    await page.getByRole('button', { name: 'Manage' }).click();
    await page.getByRole('menuitem', { name: 'Disconnect' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('end of the trial');
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await dialog.getByText('No secret and no scheduled job is left.').waitFor();
    await dialog.getByText(/Enterprise applications/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('tab', { name: /Available\s*1/ }).waitFor();
  });

  it('reconnects with its history', async () => {
    await page.goto(`${world.url}${INTEGRATIONS}?tab=available`);
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await answerMicrosoft(page, { user: ADMINISTRATOR, consent: 'Accept' });
    await page.getByText('Microsoft confirmed the tenant').waitFor();
    await page.goto(`${world.url}${INTEGRATIONS}`);
    await page.getByRole('link', { name: 'Details' }).click();
    await page.getByRole('tab', { name: 'Activity log' }).click();
    await page.getByText('end of the trial').waitFor();
    await page.getByRole('tab', { name: 'Run history' }).click();
    await page.getByRole('link', { name: 'Sync of revision 1' }).waitFor();
  });

  it('asked nobody but the host and Microsoft’s pages for anything, and broke no policy', () => {
    expect(watch).toEqual({ errors: [], foreign: [] });
  });
});
