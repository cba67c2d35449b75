import { Controller, Get, Inject, Param, Query as QueryParam, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import { BASE_PATH } from '../base-path.js';
import { gapsOf, provenance } from '../http/answers.js';
import { objectIdOf, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ReadDesk } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { Needs } from '../security/needs.js';
import { PRIVILEGE_SOURCES } from './columns.js';

/** Rows of each kind that one unit shows at once; the lists of their own go on from there. */
const FIRST = { limit: 1_000, cursor: undefined } as const;

const SOURCES: readonly ResourceName[] = [
  'administrativeUnitMembers',
  'scopedRoleMembers',
  ...PRIVILEGE_SOURCES,
];

/** Administrative units: what is in them, and who administers it. */
@ApiTags('Access')
@ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class UnitsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @Get('administrative-units/:objectId')
  @Needs('read')
  @ApiOperation({
    operationId: 'getAdministrativeUnit',
    summary:
      'One administrative unit: its members, and who has which role for it, also through groups and PIM.',
  })
  async getAdministrativeUnit(
    @CurrentCaller() caller: ApiCaller,
    @Param() ids: { readonly id: string; readonly objectId: string },
    @QueryParam() query: Query,
  ): Promise<object> {
    const administrativeUnitId = objectIdOf(ids.objectId);
    const { at, revision } = await this.desk.open(caller, ids.id, query);
    const filter = { administrativeUnitId };
    const unit = await this.reader.object(at, 'administrative_unit', administrativeUnitId);
    const members = await this.reader.objects(at, 'administrative_unit_member', filter, FIRST);
    const scoped = await this.reader.objects(at, 'scoped_role_member', filter, FIRST);
    const privileges = await this.reader.privileges(at, filter, FIRST);
    return {
      administrativeUnit: unit,
      members: { items: members.items, more: members.next !== undefined },
      scopedRoleMembers: { items: scoped.items, more: scoped.next !== undefined },
      privileges: { items: privileges.items, more: privileges.next !== undefined },
      ...provenance(revision, 'administrativeUnits'),
      gaps: gapsOf(revision, SOURCES),
    };
  }
}
