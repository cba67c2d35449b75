import type { Page } from 'playwright-core';
import type { ConsoleWorld } from './console-world.js';

const LOOKS_MAX = 200;
const LOOK_EVERY_MS = 100;
const INTEGRATIONS = '/organization-settings/integrations';

/** The Global Administrator of the simulated tenant. */
export const ADMINISTRATOR = 'admin@contoso.example';

/** Turns the catalog entry on, as an administrator of the platform. */
export async function makeAvailable(page: Page, world: Pick<ConsoleWorld, 'url'>): Promise<void> {
  await page.goto(`${world.url}/admin/availability`);
  // The input itself lies below its picture.
  await page.getByRole('switch', { name: 'Azure Entra ID is available' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Available', { exact: true }).waitFor();
}

/** Answers Microsoft's pages, as the simulator shows them. */
export async function answerMicrosoft(
  page: Page,
  choice: { readonly user: string; readonly consent: 'Accept' | 'Cancel' },
): Promise<void> {
  await page.locator(`input[value="${choice.user}"]`).check();
  await page.getByRole('button', { name: 'Next' }).click();
  const button = page.getByRole('button', { name: choice.consent });
  const back = page.getByRole('navigation', { name: 'Main' });
  // Whoever consented before is sent back at once.
  await button.or(back).first().waitFor();
  if (await button.isVisible()) await button.click();
  await back.waitFor();
}

/** Goes from the guide to Microsoft, and answers there. */
export async function connectFromGuide(
  page: Page,
  world: Pick<ConsoleWorld, 'url'>,
  choice: { readonly user: string; readonly consent: 'Accept' | 'Cancel' },
): Promise<void> {
  await page.goto(`${world.url}${INTEGRATIONS}/azure-entra-id/connect`);
  await page.getByRole('button', { name: 'Continue to Microsoft' }).click();
  await answerMicrosoft(page, choice);
}

/** Confirms the tenant, looks at the health and waits for the first sync. */
export async function finishConnecting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await page.getByRole('button', { name: 'Start the first sync' }).click();
  await page.getByRole('link', { name: 'Open the directory' }).waitFor({ timeout: 60_000 });
}

/** The API of the host, with the cookies of a page. */
export async function callFrom<Answer>(page: Page, method: 'GET' | 'POST', path: string): Promise<Answer> {
  return page.evaluate(
    async ([verb, address]) => {
      const answer = await fetch(`/integrations/azure-entra-id${address ?? ''}`, {
        method: verb ?? 'GET',
        ...(verb === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
      });
      return (await answer.json()) as Answer;
    },
    [method, path],
  );
}

/** Runs an incremental sync to its end, or until it waits for a decision; answers its id and state. */
export async function syncOnce(
  page: Page,
  connectionId: string,
): Promise<{ readonly id: string; readonly state: string }> {
  interface Seen {
    readonly id: string;
    readonly state: string;
  }
  const { id } = await callFrom<Seen>(page, 'POST', `/connections/${connectionId}/runs`);
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const run = await callFrom<Seen>(page, 'GET', `/connections/${connectionId}/runs/${id}`);
    if (!['queued', 'running', 'undoing'].includes(run.state)) return run;
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
  throw new Error('the run does not end');
}

/** Addresses of every page of a connected tenant, by name. */
export async function pagesOf(page: Page, connectionId: string): Promise<Readonly<Record<string, string>>> {
  const base = `/connections/${connectionId}`;
  interface List {
    readonly items: readonly { readonly id: string; readonly displayName?: string }[];
  }
  const [accounts, groups, runs] = await Promise.all([
    callFrom<List>(page, 'GET', `${base}/accounts?limit=1000`),
    callFrom<List>(page, 'GET', `${base}/groups?limit=1000`),
    callFrom<List>(page, 'GET', `${base}/runs?limit=50`),
  ]);
  const person = accounts.items[12]?.id ?? '';
  const group = await groupWithNesting(page, base, groups.items);
  const home = `${INTEGRATIONS}/${connectionId}`;
  return {
    overview: '/',
    integrations: INTEGRATIONS,
    availability: '/admin/availability',
    connect: `${INTEGRATIONS}/azure-entra-id/connect`,
    problem: `${INTEGRATIONS}?tab=installed&problem=not-tenant-admin`,
    'finish-connecting': `${home}/setup`,
    health: home,
    permissions: `${home}/permissions`,
    settings: `${home}/settings`,
    runs: `${home}/runs`,
    run: `${home}/runs/${runs.items[0]?.id ?? ''}`,
    activity: `${home}/activity`,
    accounts: `/directory/${connectionId}/accounts`,
    person: `/directory/${connectionId}/accounts/${person}`,
    groups: `/directory/${connectionId}/groups`,
    group: `/directory/${connectionId}/groups/${group}`,
    past: `/directory/${connectionId}/accounts?asOf=1&userType=Guest`,
    nowhere: '/directory/x/y/z',
  };
}

async function groupWithNesting(
  page: Page,
  base: string,
  groups: readonly { readonly id: string }[],
): Promise<string> {
  interface Members {
    readonly items?: readonly { readonly type: string }[];
  }
  for (const { id } of groups) {
    const { items = [] } = await callFrom<Members>(page, 'GET', `${base}/groups/${id}/members?limit=1000`);
    if (items.some(({ type }) => type === 'group')) return id;
  }
  return groups[0]?.id ?? '';
}
