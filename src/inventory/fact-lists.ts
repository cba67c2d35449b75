import type { Licence } from './licences.js';

/** Facts that change daily, or events: kept outside the history, in tables of their own. */
export interface FactList {
  readonly anyOf: readonly string[];
  readonly feature: string;
  readonly licence?: Licence;
}

/** Everything that is read as facts. A failure to read one never costs the run that tried. */
export const FACT_LISTS = {
  userRegistrationDetails: {
    anyOf: ['AuditLog.Read.All'],
    feature: 'MFA registration',
    licence: 'P1',
  },
  signInActivity: {
    anyOf: ['AuditLog.Read.All'],
    feature: 'Sign-in activity',
    licence: 'P1',
  },
  directoryAudits: {
    anyOf: ['AuditLog.Read.All', 'Directory.Read.All'],
    feature: 'What happened in the directory',
  },
} as const satisfies Record<string, FactList>;

/** Name of a resource that is read as facts. */
export type FactListName = keyof typeof FACT_LISTS;

/** All of them, in the order in which they are read. */
export const FACT_LIST_NAMES = Object.keys(FACT_LISTS) as readonly FactListName[];

/** Whether a resource is facts. */
export function isFactList(name: string): name is FactListName {
  return name in FACT_LISTS;
}
