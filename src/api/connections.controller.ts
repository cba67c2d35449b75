import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query as QueryParam,
  Redirect,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ProblemError } from '#kernel/problem.js';
import { ACTIVITY_LOG, type ActivityLog, type Connection } from '../connections/connections.port.js';
import { DisconnectDto, StartConnectionDto } from '../connect/connect.dto.js';
import { EntraIdConnect } from '../connect/connect.service.js';
import { HEALTH_CHECKS, type Health, type HealthChecks } from '../health/health.port.js';
import { SettingsDto } from '../settings/settings.dto.js';
import { EntraIdSettings } from '../settings/settings.service.js';
import type { Settings } from '../settings/settings.port.js';
import { SYNC_RUNS, type SyncRuns } from '../sync/runs.port.js';
import { apiProblems } from './api.problems.js';
import { BASE_PATH } from './base-path.js';
import { ProblemFilter } from './http/problem.filter.js';
import { bodyOf, connectionIdOf, flag, invalid, one, pageRequest, type Query } from './http/parameters.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';
import { connectionView, type ConnectionView } from './views.js';

const REASON_MAX = 500;

/** Connecting, configuring, checking and disconnecting. */
@ApiTags('Connections')
@Controller(BASE_PATH)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class ConnectionsController {
  constructor(
    @Inject(EntraIdConnect) private readonly connect: EntraIdConnect,
    @Inject(EntraIdSettings) private readonly settings: EntraIdSettings,
    @Inject(HEALTH_CHECKS) private readonly health: HealthChecks,
    @Inject(SYNC_RUNS) private readonly runs: SyncRuns,
    @Inject(ACTIVITY_LOG) private readonly activity: ActivityLog,
  ) {}

  @Post('connections')
  @HttpCode(201)
  @Needs('manage')
  @ApiOperation({
    operationId: 'startConnection',
    summary: 'Begins to connect a tenant; send the browser to authorizeUrl.',
  })
  @ApiBody({ type: StartConnectionDto, required: false })
  start(@CurrentCaller() caller: ApiCaller, @Body() body: unknown): Promise<object> {
    return this.connect.start(caller, bodyOf(body));
  }

  @Get('callback')
  @Redirect()
  @Needs('public')
  @ApiOperation({ operationId: 'connectionCallback', summary: 'Where Microsoft sends the browser back to.' })
  async callback(
    @CurrentCaller() caller: ApiCaller | undefined,
    @QueryParam() query: Query,
  ): Promise<{ readonly url: string; readonly statusCode: number }> {
    return { url: await this.connect.callback(caller, query), statusCode: 302 };
  }

  @Get('connections')
  @Needs('read')
  @ApiOperation({ operationId: 'listConnections', summary: 'The connections of your organisation.' })
  async list(@CurrentCaller() caller: ApiCaller): Promise<{ readonly items: readonly ConnectionView[] }> {
    const connections = await this.connect.list(caller.organizationId);
    return { items: await Promise.all(connections.map((connection) => this.view(caller, connection))) };
  }

  @Get('connections/:id')
  @Needs('read')
  @ApiOperation({
    operationId: 'getConnection',
    summary: 'One connection with its settings, health and resources.',
  })
  async get(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<ConnectionView> {
    return this.view(caller, await this.connect.get(caller.organizationId, connectionIdOf(id)));
  }

  @Post('connections/:id/consent')
  @HttpCode(201)
  @Needs('manage')
  @ApiOperation({
    operationId: 'requestConsent',
    summary: 'Begins to ask for admin consent; send the browser to authorizeUrl.',
  })
  consent(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return this.connect.requestConsent(caller, connectionIdOf(id));
  }

  @Put('connections/:id/settings')
  @Needs('manage')
  @ApiOperation({
    operationId: 'updateSettings',
    summary: 'Tries settings out and keeps them when they work.',
  })
  @ApiBody({ type: SettingsDto })
  update(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<Settings> {
    return this.settings.update(caller, connectionIdOf(id), bodyOf(body));
  }

  @Post('connections/:id/health')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({
    operationId: 'checkHealth',
    summary: 'Checks token, tenant, permissions, endpoints and freshness now.',
  })
  check(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<Health> {
    return this.health.check(caller.organizationId, connectionIdOf(id));
  }

  @Get('connections/:id/health')
  @Needs('read')
  @ApiOperation({ operationId: 'getHealth', summary: 'The last check of the connection’s health.' })
  lastCheck(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<Health> {
    return this.health.last(caller.organizationId, connectionIdOf(id));
  }

  @Delete('connections/:id')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({
    operationId: 'disconnect',
    summary: 'Removes the credentials and stops collecting; erase=true removes everything.',
  })
  @ApiQuery({
    name: 'erase',
    required: false,
    description: 'true also erases what was collected (owners only)',
  })
  @ApiBody({ type: DisconnectDto, required: false })
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

  @Get('connections/:id/activity')
  @Needs('read')
  @ApiOperation({ operationId: 'listActivity', summary: 'Who did what, when and why; newest first.' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  async listActivity(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { id: connectionId } = await this.connect.get(caller.organizationId, connectionIdOf(id));
    return this.activity.list(connectionId, activityPage(query));
  }

  @Get('activity')
  @Needs('read')
  @ApiOperation({
    operationId: 'listOrganizationActivity',
    summary: 'Who did what with any connection of your organisation, erased ones too; newest first.',
  })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
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
