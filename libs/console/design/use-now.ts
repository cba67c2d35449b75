import { useSyncExternalStore } from 'react';

const TICK_MS = 20_000;

let nowMs = Date.now();
const listeners = new Set<() => void>();

setInterval(() => {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}, TICK_MS);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The time in milliseconds, for what is said relative to it; moves on every 20 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
