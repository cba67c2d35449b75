import { text, type JsonObject } from '#kernel/json.js';
import { visibleAppRoleAssignments } from '../tenant/access/consent-views.js';
import { relationOf } from './relations.js';
import type { GraphRead } from './request.js';

/** How many objects a relation leads to, by the object that has it. */
export type RelationCount = (object: JsonObject) => number;

/** Counts relations of a type's objects for `$filter=owners/$count eq 0`; undefined for what is no relation of the type. */
export function countsOf(read: GraphRead, type: string | undefined) {
  return (name: string): RelationCount | undefined => {
    if (type === undefined) return undefined;
    if (name === 'appRoleAssignments') return assignmentCounts(read);
    const relation = relationOf(type, name);
    return relation === undefined ? undefined : (object) => relation(read, text(object['id'])).size;
  };
}

function assignmentCounts(read: GraphRead): RelationCount {
  const counts = new Map<string, number>();
  for (const held of visibleAppRoleAssignments(read.store)) {
    const principal = text(held['principalId']);
    counts.set(principal, (counts.get(principal) ?? 0) + 1);
  }
  return (object) => counts.get(text(object['id'])) ?? 0;
}
