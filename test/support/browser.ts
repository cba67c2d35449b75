import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { emailOf, passwordOf, type ConsoleWorld, type Role } from './console-world.js';

const PATIENCE_MS = 15_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Flags of the packaged Chromium that suit a browser with pages of its own, as root and without a display. */
const ARGUMENTS = chromium.args.filter((flag) => !/single-process|headless/.test(flag));

/** Starts the Chromium that comes with the npm package. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...ARGUMENTS, '--no-sandbox'],
    headless: true,
  });
}

/** What went wrong or elsewhere while pages were looked at. */
export interface Watch {
  /** Errors of scripts and of the content security policy. */
  readonly errors: string[];
  /** Addresses outside of the host that were asked for. */
  readonly foreign: string[];
}

/** A browser of its own for one person, with a watch over what it does. */
export async function openPage(
  browser: Browser,
  world: Pick<ConsoleWorld, 'url' | 'served'>,
  options: {
    readonly colorScheme?: 'light' | 'dark';
    readonly viewport?: { width: number; height: number };
  } = {},
): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly watch: Watch }> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, // the simulator's certificate is self-made
    colorScheme: options.colorScheme ?? 'light',
    viewport: options.viewport ?? { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const watch: Watch = { errors: [], foreign: [] };
  page.on('pageerror', (error) => watch.errors.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Warning:/i.test(message.text())) watch.errors.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const microsoft = origin === world.served.https && request.resourceType() !== 'fetch';
    if (origin !== world.url && !microsoft && protocol !== 'data:' && protocol !== 'blob:')
      watch.foreign.push(request.url());
  });
  return { page, context, watch };
}

/** Signs in through the form. */
export async function signIn(page: Page, world: Pick<ConsoleWorld, 'url'>, role: Role): Promise<void> {
  await page.goto(`${world.url}/sign-in`);
  await page.getByLabel('Email').fill(emailOf(role));
  await page.locator('input[name="password"]').fill(passwordOf(role));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** What axe finds on a page: rule and element. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return axeFinds(page, { type: 'tag', values: AXE_RULES });
}

/** Texts that stand out too little, on a page that `violationsOf` has looked at already; for its other colours. */
export function paleTextsOf(page: Page): Promise<readonly string[]> {
  return axeFinds(page, { type: 'rule', values: ['color-contrast'] });
}

function axeFinds(page: Page, runOnly: object): Promise<readonly string[]> {
  return page.evaluate(async (only) => {
    interface Found {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
      }[];
    }
    const { axe } = globalThis as unknown as { readonly axe: { run(what: object): Promise<Found> } };
    const { violations } = await axe.run({ runOnly: only, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
    );
  }, runOnly);
}
