import {
  applyDecorators,
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Query as QueryParam,
  Res,
  UseFilters,
  UseGuards,
  type Type,
} from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ACCESS_READER, type AccessReader } from '../../inventory/read/access-reader.port.js';
import { BASE_PATH } from '../base-path.js';
import { one, type Query } from '../http/parameters.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { ReadDesk, type ListResponse } from '../http/read-desk.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from '../security/caller.guard.js';
import { Needs } from '../security/needs.js';
import type { ObjectListRoute } from './object-lists.js';

/** What every list that can be exported says of itself. */
export function ListRoute(
  path: string,
  operation: { readonly operationId: string; readonly summary: string },
  filters: readonly string[],
): MethodDecorator {
  return applyDecorators(
    Get(path),
    Needs('read'),
    ApiProduces('application/json', 'text/csv'),
    ...['limit', 'cursor', ...filters].map((name) => ApiQuery({ name, required: false })),
    ApiOperation(operation),
  );
}

/** Makes the controller of one list, so that each is a row of a table and a route of its own. */
export function objectListController(route: ObjectListRoute): Type {
  const { name, columns, resource } = { ...route, name: route.path };

  @ApiTags('Access')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @Controller(`${BASE_PATH}/connections/:id`)
  @UseGuards(CallerGuard)
  @UseFilters(ProblemFilter)
  class ObjectListController {
    constructor(
      @Inject(ReadDesk) private readonly desk: ReadDesk,
      @Inject(ACCESS_READER) private readonly reader: AccessReader,
    ) {}

    @ListRoute(route.path, { operationId: route.operationId, summary: route.summary }, route.filters)
    async list(
      @CurrentCaller() caller: ApiCaller,
      @Param('id') id: string,
      @QueryParam() query: Query,
      @Headers('accept') accept: string | undefined,
      @Res() response: ListResponse,
    ): Promise<void> {
      const opened = await this.desk.open(caller, id, query);
      const filter = Object.fromEntries(route.filters.map((property) => [property, one(query, property)]));
      const page = (request: Parameters<AccessReader['objects']>[3]) =>
        this.reader.objects(opened.at, route.kind, filter, request);
      await this.desk.send(opened, { name, columns, resource, page }, { query, accept, response });
    }
  }
  Object.defineProperty(ObjectListController, 'name', { value: `${route.operationId}Controller` });
  return ObjectListController;
}
