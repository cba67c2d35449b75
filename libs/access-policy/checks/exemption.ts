/** What a tenant has declared to be deliberate for one check; ids are compared exactly, GUIDs in lower case. */
export interface Exemption {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly applications: readonly string[];
  readonly guestUserTypes: readonly string[];
  /** Users who may hold a privileged role permanently. */
  readonly roleUsers: readonly string[];
  /** Groups that may hold a privileged role permanently. */
  readonly roleGroups: readonly string[];
}

/** Exemptions by check id. */
export type Exemptions = ReadonlyMap<string, Exemption>;

/** Nothing is declared. */
export const NO_EXEMPTION: Exemption = {
  users: [],
  groups: [],
  applications: [],
  guestUserTypes: [],
  roleUsers: [],
  roleGroups: [],
};
