import {
  ENDED_STATES,
  OPEN_STATES,
  PUBLISHED_STATES,
  RUN_EVENTS,
  RUN_STATES,
  sqlStateAfter,
  TRANSITIONS,
} from './run-states.js';

const leadsTo = (state: (typeof RUN_STATES)[number]): readonly string[] =>
  RUN_EVENTS.map((event) => TRANSITIONS[state][event]).filter((next) => next !== 'illegal' && next !== state);

describe('given the table of transitions', () => {
  it('writes every cell (SYNC-07)', () => {
    for (const state of RUN_STATES) expect(Object.keys(TRANSITIONS[state])).toHaveLength(RUN_EVENTS.length);
  });

  it('lets every run reach an end from every state, and leave none (SYNC-07)', () => {
    for (const start of RUN_STATES) {
      const reached = new Set<string>([start]);
      for (const state of reached) for (const next of leadsTo(state as typeof start)) reached.add(next);
      expect([...reached].some((state) => (ENDED_STATES as readonly string[]).includes(state))).toBe(true);
    }
    for (const state of ENDED_STATES) expect(leadsTo(state)).toEqual([]);
  });

  it('publishes from running only, so that nothing half undone is ever published (SYNC-01, SYNC-06)', () => {
    const from = RUN_STATES.filter((state) =>
      leadsTo(state).some((next) => (PUBLISHED_STATES as readonly string[]).includes(next)),
    );
    expect(from).toEqual(['running']);
    expect(leadsTo('undoing').some((next) => next === 'running')).toBe(false);
  });

  it('counts as open exactly what a worker may take, which the unique index repeats (SYNC-03)', () => {
    expect(OPEN_STATES).toEqual(['queued', 'running', 'undoing']);
    expect(ENDED_STATES).toEqual(['succeeded', 'partial', 'failed', 'cancelled', 'discarded', 'superseded']);
  });

  it('is what the statements say', () => {
    expect(sqlStateAfter('claimed')).toBe(
      "case state when 'queued' then 'running' when 'running' then 'running' when 'undoing' then 'undoing' else state end",
    );
  });
});
