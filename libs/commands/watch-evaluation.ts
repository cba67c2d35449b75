import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import { HostProblem, type HostClient } from './host-client.js';

const WAIT_MS = 250;
const WAITS_MAX = 1_200;

/** Waits until a revision was evaluated, which follows its publication, and answers what came of it. */
export async function watchEvaluation(
  client: HostClient,
  connectionId: string,
  revision: number,
): Promise<JsonObject> {
  for (let waits = 0; waits < WAITS_MAX; waits += 1) {
    const evaluation = await lastEvaluation(client, connectionId);
    if (Number(evaluation['revision'] ?? 0) >= revision) {
      const { checks = {}, coverage = {}, notCollected = {} } = evaluation;
      return { revision: evaluation['revision'] ?? null, checks, coverage, notCollected };
    }
    await sleep(WAIT_MS);
  }
  throw new Error(`Revision ${revision} was not evaluated.`);
}

async function lastEvaluation(client: HostClient, connectionId: string): Promise<JsonObject> {
  try {
    const { evaluation = null } = await client.get(`/connections/${connectionId}/posture`);
    return isJsonObject(evaluation) ? evaluation : {};
  } catch (error) {
    if (error instanceof HostProblem && text(error.problem['code']) === 'nothing-evaluated') return {};
    throw error;
  }
}
