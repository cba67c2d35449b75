import { FACT_LIST_NAMES, type FactListName } from '../../inventory/fact-lists.js';

/** A report that is read outside the history, within its own budget. */
export interface FactRow {
  readonly work: 'facts';
  readonly resource: FactListName;
  /** Path of the first page, by when the last whole pass began and when this one begins. */
  readonly path: (lastWholePass: Date | undefined, now: Date) => string;
  /** Pages that one run reads at most, so that no report keeps a run from being published. */
  readonly pagesPerRun: number;
  /** Hours between two passes, unless somebody asks for a run. */
  readonly everyHours: number;
}

const DAY_MS = 86_400_000;
/** How far back events are read at first. A tenant without a licence keeps seven days. Source: https://learn.microsoft.com/entra/identity/monitoring-health/reference-reports-data-retention */
const FIRST_WINDOW_DAYS = 6;
/** Events may appear late: each pass looks back behind the one before. */
const OVERLAP_MS = 3_600_000;

/**
 * Pages a run: sign-in activity may be asked 10 times a minute, reports 5 times in 10 seconds, so that either takes some
 * minutes at most. Source: https://learn.microsoft.com/graph/throttling-limits
 */
const ROWS: Readonly<Record<FactListName, Omit<FactRow, 'work' | 'resource'>>> = {
  userRegistrationDetails: {
    path: () => '/reports/authenticationMethods/userRegistrationDetails?$top=999',
    pagesPerRun: 120,
    everyHours: 20,
  },
  signInActivity: {
    path: () => '/users?$select=id,signInActivity&$top=500',
    pagesPerRun: 25,
    everyHours: 20,
  },
  directoryAudits: {
    path: auditsSince,
    pagesPerRun: 60,
    everyHours: 0,
  },
};

/** Every report, in the order of the plan. */
export const FACT_ROWS: readonly FactRow[] = FACT_LIST_NAMES.map((resource) => ({
  work: 'facts',
  resource,
  ...ROWS[resource],
}));

function auditsSince(lastWholePass: Date | undefined, now: Date): string {
  const first = now.getTime() - FIRST_WINDOW_DAYS * DAY_MS;
  const from = Math.max(first, (lastWholePass?.getTime() ?? 0) - OVERLAP_MS);
  return `/auditLogs/directoryAudits?$filter=activityDateTime%20ge%20${new Date(from).toISOString()}&$top=500`;
}
