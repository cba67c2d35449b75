import { Inject, Param, Query as QueryParam } from '@nestjs/common';
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import type { ResourceName } from '../../inventory/resources.js';
import { gapsOf, provenance } from '../http/answers.js';
import { objectIdOf, type Query } from '../http/parameters.js';
import { ReadDesk } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import { GET_ADMINISTRATIVE_UNIT } from '../openapi/operations/units.js';
import { CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { PRIVILEGE_SOURCES } from './sources.js';

/** Rows of each kind that one unit shows at once; the lists of their own go on from there. */
const FIRST = { limit: 1_000, cursor: undefined } as const;

const SOURCES: readonly ResourceName[] = [
  'administrativeUnitMembers',
  'scopedRoleMembers',
  ...PRIVILEGE_SOURCES,
];

/** Administrative units: what is in them, and who administers it. */
@ApiController('Access', 'connections/:id')
export class UnitsController {
  constructor(
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(ACCESS_READER) private readonly reader: AccessReader,
  ) {}

  @Operation(GET_ADMINISTRATIVE_UNIT)
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
