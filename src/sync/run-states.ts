import type { RunState } from './runs.port.js';

/** What can happen to a run; each is one statement that changes its row. See SPEC.md. */
export type RunEvent =
  /** A worker takes the run that nobody holds. */
  | 'claimed'
  /** Its worker says that it is alive. */
  | 'renewed'
  /** Its worker gives it back after a slice. */
  | 'yielded'
  /** An incremental run starts again in full under the same number. */
  | 'replanned'
  | 'cancel-requested'
  | 'published-complete'
  | 'published-partial'
  /** It removes much and waits for a person. */
  | 'held'
  /** A person wants it published. */
  | 'released'
  /** Taking back begins, or goes on after a crash. */
  | 'undo-began'
  | 'undone-failed'
  | 'undone-cancelled'
  | 'undone-discarded'
  | 'undone-superseded';

/** Where an event leads from a state; `illegal` must not happen and changes nothing. */
export type Transition = RunState | 'illegal';

type Row = Readonly<Record<RunEvent, Transition>>;

const NOTHING: Row = {
  claimed: 'illegal',
  renewed: 'illegal',
  yielded: 'illegal',
  replanned: 'illegal',
  'cancel-requested': 'illegal',
  'published-complete': 'illegal',
  'published-partial': 'illegal',
  held: 'illegal',
  released: 'illegal',
  'undo-began': 'illegal',
  'undone-failed': 'illegal',
  'undone-cancelled': 'illegal',
  'undone-discarded': 'illegal',
  'undone-superseded': 'illegal',
};

/** Every state with every event: the compiler proves that no cell is forgotten. */
export const TRANSITIONS: Readonly<Record<RunState, Row>> = {
  queued: { ...NOTHING, claimed: 'running', 'cancel-requested': 'queued' },
  running: {
    ...NOTHING,
    claimed: 'running',
    renewed: 'running',
    yielded: 'running',
    replanned: 'running',
    'cancel-requested': 'running',
    'published-complete': 'succeeded',
    'published-partial': 'partial',
    held: 'held',
    'undo-began': 'undoing',
  },
  undoing: {
    ...NOTHING,
    claimed: 'undoing',
    renewed: 'undoing',
    yielded: 'undoing',
    'cancel-requested': 'undoing',
    'undo-began': 'undoing',
    'undone-failed': 'failed',
    'undone-cancelled': 'cancelled',
    'undone-discarded': 'discarded',
    'undone-superseded': 'superseded',
  },
  held: { ...NOTHING, released: 'running', 'undo-began': 'undoing' },
  succeeded: NOTHING,
  partial: NOTHING,
  failed: NOTHING,
  cancelled: NOTHING,
  discarded: NOTHING,
  superseded: NOTHING,
};

/** Every state, in the order of a run's life. */
export const RUN_STATES = Object.keys(TRANSITIONS) as readonly RunState[];

/** Every event. */
export const RUN_EVENTS = Object.keys(NOTHING) as readonly RunEvent[];

/** States in which an event is legal. */
export function statesThatTake(event: RunEvent): readonly RunState[] {
  return RUN_STATES.filter((state) => TRANSITIONS[state][event] !== 'illegal');
}

/** States that a worker may take a run in: it is open, and the only one of its connection. */
export const OPEN_STATES = statesThatTake('claimed');

/** States that wait for nobody any more. */
export const ENDED_STATES: readonly RunState[] = RUN_STATES.filter((state) =>
  RUN_EVENTS.every((event) => TRANSITIONS[state][event] === 'illegal'),
);

/** States in which readers see what the run read. */
export const PUBLISHED_STATES: readonly RunState[] = [
  TRANSITIONS.running['published-complete'],
  TRANSITIONS.running['published-partial'],
].filter((state) => state !== 'illegal');

/** A list of states as SQL: `('queued', 'running')`. */
export function sqlStates(states: readonly RunState[]): string {
  return `(${states.map((state) => `'${state}'`).join(', ')})`;
}

/** The state after an event as a SQL expression over the column `state`. */
export function sqlStateAfter(event: RunEvent): string {
  const arms = statesThatTake(event).map((state) => `when '${state}' then '${TRANSITIONS[state][event]}'`);
  return `case state ${arms.join(' ')} else state end`;
}
