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
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EntraIdPosture } from '../posture/posture.service.js';
import { ExemptionDto, StandardDto } from '../posture/standards/standards.dto.js';
import { BASE_PATH } from './base-path.js';
import { connectionIdOf, objectIdOf } from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** What a tenant is measured against, and what it has declared to be deliberate. */
@ApiTags('Authentication policy')
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class StandardsController {
  constructor(@Inject(EntraIdPosture) private readonly posture: EntraIdPosture) {}

  @Get('standard')
  @Needs('read')
  @ApiOperation({ operationId: 'getStandard', summary: 'What the tenant is measured against.' })
  getStandard(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return this.posture.standard(caller.organizationId, connectionIdOf(id));
  }

  @Put('standard')
  @Needs('manage')
  @ApiBody({ type: StandardDto })
  @ApiOperation({
    operationId: 'updateStandard',
    summary: 'Chooses the baseline and names emergency accounts.',
  })
  updateStandard(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.posture.updateStandard(caller, connectionIdOf(id), body);
  }

  @Get('exemptions')
  @Needs('read')
  @ApiOperation({ operationId: 'listExemptions', summary: 'Deviations declared deliberate, newest first.' })
  async listExemptions(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return { items: await this.posture.exemptions(caller.organizationId, connectionIdOf(id)) };
  }

  @Post('exemptions')
  @Needs('manage')
  @ApiBody({ type: ExemptionDto })
  @ApiOperation({
    operationId: 'declareExemption',
    summary: 'Declares a deviation to be deliberate, for a while.',
  })
  declareExemption(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.posture.exempt(caller, connectionIdOf(id), body);
  }

  @Delete('exemptions/:exemptionId')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ operationId: 'endExemption', summary: 'Ends an exemption before its date.' })
  endExemption(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('exemptionId') exemptionId: string,
  ): Promise<object> {
    return this.posture.endExemption(caller, connectionIdOf(id), objectIdOf(exemptionId));
  }
}
