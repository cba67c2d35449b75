import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage, signIn, violationsOf } from '../support/browser.js';
import {
  ADMINISTRATOR,
  connectFromGuide,
  finishConnecting,
  makeAvailable,
} from '../support/console-steps.js';
import { emailOf, startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

jest.setTimeout(60_000);

describe('given things that do not go as wished', () => {
  let world: ConsoleWorld;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
    ({ page } = await openPage(browser, world));
    await signIn(page, world, 'admin');
    await makeAvailable(page, world);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it('asks for a sign-in, says when it is wrong, and leads on to the page that was wanted', async () => {
    const { page, context, watch } = await openPage(browser, world);
    await page.goto(`${world.url}/organization-settings/integrations?tab=coming_soon`);
    await page.getByLabel('Email').fill(emailOf('admin'));
    await page.locator('input[name="password"]').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Email or password is wrong.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('input[name="password"]').fill('a long password of admin');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Integrations', level: 1 }).waitFor();
    expect(new URL(page.url()).search).toBe('?tab=coming_soon');
    expect(watch).toEqual({ errors: [], foreign: [] });
    await context.close();
  });

  it('never leads to another site after the sign-in', async () => {
    const { page, context } = await openPage(browser, world);
    await page.goto(`${world.url}/sign-in?next=${encodeURIComponent('//evil.example/x')}`);
    expect(new URL(page.url()).origin).toBe(world.url);
    await signIn(page, world, 'auditor');
    expect(new URL(page.url()).origin).toBe(world.url);
    await context.close();
  });

  it('lets only scripts and styles of its own in', async () => {
    const answer = await fetch(`${world.url}/sign-in`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    const html = await answer.text();
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(html).toContain(`nonce="${nonce}"`);
    expect(html).not.toContain('__CSP_NONCE__');
    const again = await fetch(`${world.url}/sign-in`);
    expect(again.headers.get('content-security-policy')).not.toBe(policy);
  });

  it('says that consent was declined, what to do and who can, and offers to try again', async () => {
    await connectFromGuide(page, world, { user: ADMINISTRATOR, consent: 'Cancel' });
    await page.getByText('Not connected: the sign-in or the consent was declined.').waitFor();
    await page.getByText('An administrator of your Microsoft Entra tenant').waitFor();
    await page.getByRole('button', { name: 'Connect again' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it('shows that a connection needs attention, why, and the way back to healthy', async () => {
    await connectFromGuide(page, world, { user: ADMINISTRATOR, consent: 'Accept' });
    await finishConnecting(page);
    const { tenant, client, state } = world.simulator;
    const granted = [...world.simulator.options.grants];
    const without = granted.filter((name) => name !== 'Policy.Read.All');
    state.grantApplication(tenant.tenantId, client.appId, without, false);
    await page.getByRole('link', { name: 'Look at the connection' }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Needs Attention').waitFor();
    await page
      .getByText(/Grant admin consent from the connection/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Grant admin consent' }).waitFor();
    await page.getByRole('tab', { name: 'Permissions' }).click();
    await page.getByText('Missing', { exact: true }).waitFor();
    state.grantApplication(tenant.tenantId, client.appId, granted, false);
    await page.getByRole('tab', { name: 'Health' }).click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('Healthy').waitFor();
  });

  it('says that an employee cannot connect the tenant', async () => {
    await connectFromGuide(page, world, { user: 'employee@contoso.example', consent: 'Accept' });
    await page.getByText(/Global Administrator or Privileged Role Administrator/).waitFor();
  });

  it('lets an auditor look at everything and change nothing, and says why', async () => {
    const auditor = await openPage(browser, world);
    await signIn(auditor.page, world, 'auditor');
    const changes: string[] = [];
    auditor.page.on('request', (request) => {
      if (request.method() !== 'GET') changes.push(`${request.method()} ${request.url()}`);
    });
    await auditor.page.goto(`${world.url}/organization-settings/integrations`);
    const sync = auditor.page.getByRole('button', { name: 'Sync now' });
    await sync.focus();
    await auditor.page.keyboard.press('Enter');
    await sync.click({ force: true });
    await auditor.page
      .getByRole('tooltip')
      .getByText(/Your role \(auditor\)/)
      .waitFor();
    await auditor.page.getByRole('button', { name: 'Manage' }).click();
    expect(await auditor.page.getByRole('menuitem', { name: 'Disconnect' }).isDisabled()).toBe(true);
    await auditor.page.getByRole('menuitem', { name: 'Configure' }).click();
    await auditor.page.getByRole('button', { name: 'Save and check' }).click({ force: true });
    expect(await auditor.page.getByLabel('Tenant ID').isEditable()).toBe(false);
    await auditor.page.goto(`${world.url}/admin/availability`);
    expect(await auditor.page.getByRole('switch').isDisabled()).toBe(true);
    expect(changes).toEqual([]);
    await auditor.context.close();
  });
});
