import { Inject, Res, type Type } from '@nestjs/common';
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import { Asked, type AskedList } from '../http/asked.js';
import { one } from '../http/parameters.js';
import { ReadDesk, type Listing, type ListResponse } from '../http/read-desk.js';
import { ApiController, Operation } from '../openapi/operation.js';
import { listObjects } from '../openapi/operations/objects.js';
import type { ObjectListRoute } from './object-lists.js';

/** Makes the controller of one list, so that each is a row of a table and a route of its own. */
export function objectListController(route: ObjectListRoute): Type {
  const { rows, resource, kind, filters, operationId } = route;

  @ApiController('Access', 'connections/:id')
  class ObjectListController {
    constructor(
      @Inject(ReadDesk) private readonly desk: ReadDesk,
      @Inject(ACCESS_READER) private readonly reader: AccessReader,
    ) {}

    @Operation(listObjects(route))
    list(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
      return this.desk.list(asked, response, ({ at }) => {
        const filter = Object.fromEntries(filters.map((property) => [property, one(asked.query, property)]));
        const page: Listing['page'] = (request) => this.reader.objects(at, kind, filter, request);
        return { ...rows, resource, page };
      });
    }
  }
  Object.defineProperty(ObjectListController, 'name', { value: `${operationId}Controller` });
  return ObjectListController;
}
