import { kernelProblems, type Problem } from '#kernel/problem.js';
import { graphProblems } from '#graph/graph.problems.js';
import { pluginHostProblems } from '#plugin-host/plugin-host.problems.js';
import { storageProblems } from '#storage/storage.problems.js';
import { apiProblems } from './api/api.problems.js';
import { aadstsProblems } from './connect/aadsts.problems.js';
import { connectProblems } from './connect/connect.problems.js';
import { connectionsProblems } from './connections/connections.problems.js';
import { credentialsProblems } from './credentials/credentials.problems.js';
import { healthProblems } from './health/health.problems.js';
import { inventoryProblems } from './inventory/read/inventory.problems.js';
import { manifestProblems } from './manifest/manifest.problems.js';
import { optionsProblems } from './options/options.problems.js';
import { postureProblems } from './posture/posture.problems.js';
import { settingsProblems } from './settings/settings.problems.js';
import { syncProblems } from './sync/sync.problems.js';

/** Every problem that a caller can meet, by stage. */
export const PROBLEM_CATALOGUES = {
  connect: connectProblems,
  'identity platform': aadstsProblems,
  connections: connectionsProblems,
  settings: settingsProblems,
  health: healthProblems,
  sync: syncProblems,
  posture: postureProblems,
  inventory: inventoryProblems,
  graph: graphProblems,
  api: apiProblems,
  catalog: manifestProblems,
  credentials: credentialsProblems,
  options: optionsProblems,
  storage: storageProblems,
  'plugin host': pluginHostProblems,
  kernel: kernelProblems,
} as const;

/** Code of a problem. */
export type ProblemCode = {
  [Group in keyof typeof PROBLEM_CATALOGUES]: keyof (typeof PROBLEM_CATALOGUES)[Group];
}[keyof typeof PROBLEM_CATALOGUES];

/** All problems in one list. */
export const PROBLEMS: readonly Problem[] = Object.values(PROBLEM_CATALOGUES).flatMap((group) =>
  Object.values<Problem>(group),
);
