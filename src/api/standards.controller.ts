import { Body, Inject, Param } from '@nestjs/common';
import { EntraIdPosture } from '../posture/posture.service.js';
import { connectionIdOf, objectIdOf } from './http/parameters.js';
import { ApiController, Operation } from './openapi/operation.js';
import {
  DECLARE_EXEMPTION,
  END_EXEMPTION,
  GET_STANDARD,
  LIST_EXEMPTIONS,
  UPDATE_STANDARD,
} from './openapi/operations/posture.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** What a tenant is measured against, and what it has declared to be deliberate. */
@ApiController('Authentication policy', 'connections/:id')
export class StandardsController {
  constructor(@Inject(EntraIdPosture) private readonly posture: EntraIdPosture) {}

  @Operation(GET_STANDARD)
  getStandard(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return this.posture.standard(caller.organizationId, connectionIdOf(id));
  }

  @Operation(UPDATE_STANDARD)
  updateStandard(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.posture.updateStandard(caller, connectionIdOf(id), body);
  }

  @Operation(LIST_EXEMPTIONS)
  async listExemptions(@CurrentCaller() caller: ApiCaller, @Param('id') id: string): Promise<object> {
    return { items: await this.posture.exemptions(caller.organizationId, connectionIdOf(id)) };
  }

  @Operation(DECLARE_EXEMPTION)
  declareExemption(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.posture.exempt(caller, connectionIdOf(id), body);
  }

  @Operation(END_EXEMPTION)
  endExemption(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('exemptionId') exemptionId: string,
  ): Promise<object> {
    return this.posture.endExemption(caller, connectionIdOf(id), objectIdOf(exemptionId));
  }
}
