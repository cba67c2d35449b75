import { Body, Inject, Param, Query as QueryParam, Redirect } from '@nestjs/common';
import { ProblemError } from '#kernel/problem.js';
import { ACTIVITY_LOG, type ActivityLog, type Connection } from '../connections/connections.port.js';
import { EntraIdConnect } from '../connect/connect.service.js';
import { HEALTH_CHECKS, type Health, type HealthChecks } from '../health/health.port.js';
import { EntraIdSettings } from '../settings/settings.service.js';
import type { Settings } from '../settings/settings.port.js';
import { SYNC_RUNS, type SyncRuns } from '../sync/runs.port.js';
import { apiProblems } from './api.problems.js';
import { bodyOf, connectionIdOf, flag, invalid, one, pageRequest, type Query } from './http/parameters.js';
import { ApiController, Operation } from './openapi/operation.js';
import {
  CHECK_HEALTH,
  CONNECTION_CALLBACK,
  DISCONNECT,
  GET_CONNECTION,
  GET_HEALTH,
  LIST_ACTIVITY,
  LIST_CONNECTIONS,
  LIST_ORGANIZATION_ACTIVITY,
  REASON_MAX,
  REQUEST_CONSENT,
  START_CONNECTION,
  UPDATE_SETTINGS,
} from './openapi/operations/connections.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { connectionView, type ConnectionView } from './views.js';

/** Connecting, configuring, checking and disconnecting. */
@ApiController('Connections')
export class ConnectionsController {
  constructor(
    @Inject(EntraIdConnect) private readonly connect: EntraIdConnect,
    @Inject(EntraIdSettings) private readonly settings: EntraIdSettings,
    @Inject(HEALTH_CHECKS) private readonly health: HealthChecks,
    @Inject(SYNC_RUNS) private readonly runs: SyncRuns,
    @Inject(ACTIVITY_LOG) private readonly activity: ActivityLog,
  ) {}

  @Operation(START_CONNECTION)
  start(@CurrentCaller() caller: ApiCaller, @Body() body: unknown): Promise<object> {
    return this.connect.start(caller, bodyOf(body));
  }

  @Operation(CONNECTION_CALLBACK)
  @Redirect()
  async callback(
    @CurrentCaller() caller: ApiCaller | undefined,
    @QueryParam() query: Query,
  ): Promise<{ readonly url: string; readonly statusCode: number }> {
    return { url: await this.connect.callback(caller, query), statusCode: 302 };
  }

  @Operation(LIST_CONNECTIONS)
  async list(@CurrentCaller() caller: ApiCaller): Promise<{ readonly items: readonly ConnectionView[] }> {
    const connections = await this.connect.list(caller.organizationId);
    return { items: await Promise.all(connections.map((connection) => this.view(caller, connection))) };
  }

  @Operation(GET_CONNECTION)
  async get(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<ConnectionView> {
    return this.view(caller, await this.connect.get(caller.organizationId, connectionIdOf(id)));
  }

  @Operation(REQUEST_CONSENT)
  consent(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return this.connect.requestConsent(caller, connectionIdOf(id));
  }

  @Operation(UPDATE_SETTINGS)
  update(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Settings> {
    return this.settings.update(caller, connectionIdOf(id), bodyOf(body));
  }

  @Operation(CHECK_HEALTH)
  check(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<Health> {
    return this.health.check(caller.organizationId, connectionIdOf(id));
  }

  @Operation(GET_HEALTH)
  lastCheck(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<Health> {
    return this.health.last(caller.organizationId, connectionIdOf(id));
  }

  @Operation(DISCONNECT)
  disconnect(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Body() body: unknown,
  ): Promise<object> {
    const reason = textOf(bodyOf(body), 'reason');
    const connectionId = connectionIdOf(id);
    if (flag(query, 'erase') !== true) return this.connect.disconnect(caller, connectionId, reason);
    if (!caller.capabilities.includes('own')) throw new ProblemError(apiProblems['capability-missing']);
    return this.connect.erase(caller, connectionId, { confirm: textOf(bodyOf(body), 'confirm'), reason });
  }

  @Operation(LIST_ACTIVITY)
  async listActivity(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { id: connectionId } = await this.connect.get(caller.organizationId, connectionIdOf(id));
    return this.activity.list(connectionId, activityPage(query));
  }

  @Operation(LIST_ORGANIZATION_ACTIVITY)
  listOrganizationActivity(@CurrentCaller() caller: ApiCaller, @QueryParam() query: Query): Promise<object> {
    return this.activity.listOf(caller.organizationId, activityPage(query));
  }

  private async view(caller: ApiCaller, connection: Connection): Promise<ConnectionView> {
    const [health, settings, resources] = await Promise.all([
      this.health.last(caller.organizationId, connection.id),
      this.settings.read(caller, connection.id),
      this.runs.resources(connection.id),
    ]);
    return connectionView(connection, { health, settings, resources });
  }
}

function activityPage(query: Query): { readonly limit: number; readonly before: string | undefined } {
  const { limit, cursor } = pageRequest(query);
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw invalid('cursor is none of this list.');
  return { limit, before: cursor };
}

function textOf(body: Query, name: string): string | undefined {
  const text = one(body, name);
  if (text !== undefined && text.length > REASON_MAX)
    throw invalid(`${name} has at most ${REASON_MAX} characters.`);
  return text;
}
