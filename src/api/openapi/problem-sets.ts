import { aadstsProblems } from '../../connect/aadsts.problems.js';
import { connectionsProblems } from '../../connections/connections.problems.js';
import { credentialsProblems } from '../../credentials/credentials.problems.js';
import { inventoryProblems } from '../../inventory/read/inventory.problems.js';
import { postureProblems } from '../../posture/posture.problems.js';
import type { Problem } from '#kernel/problem.js';

const {
  'nothing-published': nothingPublished,
  'before-first-revision': beforeFirst,
  'revision-unknown': revisionUnknown,
  'revision-gone': revisionGone,
  'as-of-invalid': asOfInvalid,
  'cursor-invalid': cursorInvalid,
  'object-not-in-revision': notInRevision,
} = inventoryProblems;

/** Of everything that names a connection. */
export const OF_CONNECTION: readonly Problem[] = [connectionsProblems['connection-not-found']];

/** Of everything that reads a revision. */
export const OF_REVISION: readonly Problem[] = [
  ...OF_CONNECTION,
  nothingPublished,
  beforeFirst,
  revisionUnknown,
  revisionGone,
  asOfInvalid,
];

/** Of everything that reads the last revision. */
export const OF_LAST_REVISION: readonly Problem[] = [...OF_CONNECTION, nothingPublished, revisionGone];

/** Of every list of a revision. */
export const OF_LIST: readonly Problem[] = [...OF_REVISION, cursorInvalid];

/** Of everything about one object of a revision. */
export const OF_OBJECT: readonly Problem[] = [...OF_REVISION, notInRevision];

/** Of lists about one object. */
export const OF_OBJECT_LIST: readonly Problem[] = [...OF_LIST, notInRevision];

/** Of everything that reads an evaluation. */
export const OF_EVALUATION: readonly Problem[] = [...OF_REVISION, postureProblems['nothing-evaluated']];

/** Of everything that asks Microsoft for a token. */
export const OF_IDENTITY_PLATFORM: readonly Problem[] = [
  ...Object.values(aadstsProblems),
  ...Object.values(credentialsProblems),
];
