import type { Browser } from 'playwright-core';
import { launchBrowser, openPage, signIn, violationsOf } from '../support/browser.js';
import { emailOf, startConsoleWorld, type ConsoleWorld } from '../support/console-world.js';

describe('given somebody who is not signed in', () => {
  let world: ConsoleWorld;
  let browser: Browser;

  beforeAll(async () => {
    [world, browser] = await Promise.all([startConsoleWorld(), launchBrowser()]);
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
});
