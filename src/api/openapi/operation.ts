import { applyDecorators, Controller, UseFilters, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { kernelProblems } from '#kernel/problem.js';
import { HttpOperation, PathParameter, type OperationDescription } from '#plugin-host/openapi/operation.js';
import { apiProblems } from '../api.problems.js';
import { BASE_PATH } from '../base-path.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { CallerGuard } from '../security/caller.guard.js';
import { Needs, type RouteNeed } from '../security/needs.js';
import type { TagName } from './tags.js';
import { CONNECTION_ID } from './parameters.js';

/** An operation of this API. Problems of the guard and of parameters need not be named. */
export interface Described extends OperationDescription {
  readonly needs: RouteNeed;
}

const EVERYWHERE = [apiProblems['request-invalid'], kernelProblems.unexpected];
const GUARDED = [apiProblems['not-signed-in'], apiProblems['capability-missing']];

const READING: ReadonlySet<string> = new Set(['GET', 'SSE']);

/** Makes a method the handler of an operation: route, guard and description come from one place. */
export function Operation(operation: Described): MethodDecorator {
  const guarded = operation.needs === 'public' ? [] : GUARDED;
  const bodied = READING.has(operation.method) ? [] : [apiProblems['body-not-json']];
  const problems = [...guarded, ...bodied, ...EVERYWHERE, ...operation.problems];
  const connection = operation.path.includes(':id') ? [CONNECTION_ID] : [];
  const pathParameters = [...connection, ...(operation.pathParameters ?? [])];
  return applyDecorators(Needs(operation.needs), HttpOperation({ ...operation, pathParameters, problems }));
}

/** A controller of this API, below the base path; `path` may hold the id of a connection. */
export function ApiController(tag: TagName, path = ''): ClassDecorator {
  const route = path === '' ? BASE_PATH : `${BASE_PATH}/${path}`;
  return applyDecorators(
    ApiTags(tag),
    Controller(route),
    UseGuards(CallerGuard),
    UseFilters(ProblemFilter),
    ...(path.includes(':id') ? [PathParameter(CONNECTION_ID)] : []),
  );
}
