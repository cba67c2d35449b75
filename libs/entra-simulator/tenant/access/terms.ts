/** How and until when somebody holds what PIM manages. */
export interface AssignmentTerms {
  readonly assignmentType: 'Assigned' | 'Activated';
  readonly memberType: 'Direct' | 'Inherited';
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
  /** Schedule behind the assignment; null for one that was made without PIM and has no end. */
  readonly scheduleId: string | null;
}

/** An assignment without an end that PIM did not make. */
export const PERMANENT: AssignmentTerms = {
  assignmentType: 'Assigned',
  memberType: 'Direct',
  startDateTime: null,
  endDateTime: null,
  scheduleId: null,
};
