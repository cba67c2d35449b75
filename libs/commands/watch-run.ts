import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { HostClient } from './host-client.js';
import type { Progress } from './progress.js';

const OPEN: ReadonlySet<Json> = new Set(['queued', 'running', 'undoing']);
const LOOK_EVERY_MS = 250;

/** Starts a run and shows its progress until it has ended or waits for a person. */
export async function watchRun(
  client: HostClient,
  connectionId: string,
  kind: 'full' | 'incremental',
  progress: Progress,
): Promise<JsonObject> {
  const started = await client.call('POST', `/connections/${connectionId}/runs`, { kind });
  for (;;) {
    const run = await client.get(`/connections/${connectionId}/runs/${text(started['id'])}`);
    if (!OPEN.has(run['state'] ?? null)) return run;
    progress.update(describe(run));
    await sleep(LOOK_EVERY_MS);
  }
}

/** One line about a run: objects and pages read, and what remains. */
export function describe(run: JsonObject): string {
  const steps = Array.isArray(run['steps']) ? (run['steps'] as readonly Json[]).filter(isJsonObject) : [];
  const sum = (name: string): number => steps.reduce((total, step) => total + Number(step[name] ?? 0), 0);
  const active = steps
    .filter((step) => step['state'] === 'running')
    .map((step) => `${text(step['resource'])} ${text(step['name'])}`);
  const remaining =
    typeof run['remainingMs'] === 'number' ? `, about ${Math.ceil(run['remainingMs'] / 1_000)} s left` : '';
  return `  ${text(run['state'])}: ${sum('objects')} objects, ${sum('pages')} pages${remaining} ${active.join(', ')}`;
}
