/** Operations that change something; all others are read only, whatever their method. */
export const NEEDS_MANAGE: readonly string[] = [
  'cancelRun',
  'checkHealth',
  'declareExemption',
  'discardRun',
  'disconnect',
  'endExemption',
  'releaseRun',
  'requestConsent',
  'startConnection',
  'startRun',
  'updateSettings',
  'updateStandard',
];

/** Operations that ask with a body. */
export const ASKS_BY_POST: readonly string[] = ['whatIf'];

/** Routes that check for themselves who calls. */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set(['connectionCallback']);
