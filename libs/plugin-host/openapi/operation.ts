import { applyDecorators, Delete, Get, HttpCode, Post, Put, Sse } from '@nestjs/common';
import {
  ApiBody,
  ApiExtension,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  type ApiBodyOptions,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import type { Json, JsonObject } from '#kernel/json.js';
import type { Problem } from '#kernel/problem.js';
import type { Schema } from './field.js';
import { problemAnswers } from './problem-answers.js';

/** A query or path parameter. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: Json;
  readonly required?: true;
}

/** What an operation answers when it succeeds. */
export interface Answer {
  readonly status: number;
  readonly description: string;
  /** By media type. */
  readonly content?: Readonly<Record<string, { readonly schema: Schema; readonly example?: Json }>>;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>;
}

/** An operation of an HTTP API, described completely. */
export interface OperationDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'SSE';
  /** Path below the controller's. */
  readonly path: string;
  readonly operationId: string;
  /** One line. */
  readonly summary: string;
  /** What one must know besides. */
  readonly description?: string;
  /** Parameters of the path that is this operation's own; those of the controller's path belong to the controller. */
  readonly pathParameters?: readonly Parameter[];
  readonly query?: readonly Parameter[];
  readonly body?: ApiBodyOptions;
  readonly answer: Answer;
  readonly problems: readonly Problem[];
  /** Capability that the caller needs, or `public`. */
  readonly needs: string;
}

const METHODS = { GET: Get, POST: Post, PUT: Put, DELETE: Delete, SSE: Sse };

/** Makes a method the handler of an operation, and describes it. */
export function HttpOperation(operation: OperationDescription): MethodDecorator {
  const { method, path, operationId, summary, description, answer, problems, needs } = operation;
  const route = METHODS[method];
  return applyDecorators(
    route(path),
    HttpCode(answer.status),
    ApiExtension('x-needs', needs),
    ApiOperation({ operationId, summary, ...(description === undefined ? {} : { description }) }),
    ...(operation.pathParameters ?? []).map((parameter) => PathParameter(parameter)),
    ...(operation.query ?? []).map((parameter) => queryParameter(parameter)),
    ...(operation.body === undefined ? [] : [ApiBody(operation.body)]),
    ApiResponse(mutable(answer)),
    ...problemAnswers(problems).map((response) => ApiResponse(mutable(response))),
  );
}

/** Describes a parameter of a path; on a controller, one that all its operations have. */
export function PathParameter({ name, description, schema }: Parameter): MethodDecorator & ClassDecorator {
  return ApiParam({ name, description, schema: { ...schema }, required: true });
}

function queryParameter({ name, description, schema, example, required }: Parameter): MethodDecorator {
  return ApiQuery({
    name,
    description,
    schema: { ...schema },
    required: required ?? false,
    ...(example === undefined ? {} : { example }),
  });
}

/** Nest's decorators write into what they are given; descriptions are shared, so each gets its own copy. */
function mutable(response: JsonObject | Answer): ApiResponseOptions {
  return structuredClone(response);
}
