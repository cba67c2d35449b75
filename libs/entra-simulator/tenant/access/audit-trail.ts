import type { DirectoryObject } from '../directory.js';

/** What the directory's audit log remembers, oldest first. */
export class AuditTrail {
  readonly entries: DirectoryObject[] = [];
  /** Nothing is noted while a tenant is being built. */
  recording = false;
}
