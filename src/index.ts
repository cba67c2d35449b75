/** The only public door of the plugin. */
export { EntraIdModule } from './entra-id.module.js';
export type { EntraIdExtras } from './entra-id.module-definition.js';
export type {
  AppRegistrationOptions,
  BreakerOptions,
  Cloud,
  EndpointOptions,
  EntraIdOptions,
} from './options/entra-id.options.js';
export { fileKeyProvider, staticKeyProvider } from './options/key-providers.js';
export { EntraIdConnect } from './connect/connect.service.js';
export { EntraIdHealth } from './health/health.service.js';
export { EntraIdSettings } from './settings/settings.service.js';
export { EntraIdSync } from './sync/sync.service.js';
export { EntraIdPosture } from './posture/posture.service.js';
export { diagnoseTenant, type Diagnosis } from './diagnose.js';
export { PROBLEMS, type ProblemCode } from './problem-catalogue.js';
export { ProblemError, type Problem, type ProblemRecord } from '#kernel/problem.js';
export { ASKED_PERMISSIONS, CORE_PERMISSIONS, type AskedPermission } from './connections/permissions.port.js';
export type { Connection } from './connections/connections.port.js';
export type { Health, HealthCheck } from './health/health.port.js';
export type { Run, RunStep } from './sync/runs.port.js';
export type { Settings } from './settings/settings.port.js';
