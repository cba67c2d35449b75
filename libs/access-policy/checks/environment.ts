import type { Snapshot } from '../model/snapshot.js';

/** Clouds in which agent identities cannot be protected by policies. */
const WITHOUT_AGENTS = ['gcchigh', 'dod'];

/** Whether the tenant is in a cloud without agent identities. Graph does not say the cloud, so a snapshot may (`environment`). */
export function isWithoutAgents({ source }: Pick<Snapshot, 'source'>): boolean {
  const { environment } = source;
  return typeof environment === 'string' && WITHOUT_AGENTS.includes(environment.toLowerCase());
}
