import { Controller, Get, Inject, UseFilters, UseGuards, type INestApplication } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { describeModules } from '#plugin-host/openapi/document.js';
import { ApiModule } from './api.module.js';
import { BASE_PATH } from './base-path.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ABOUT } from './openapi/about.js';
import { CallerGuard } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** The parts of an application that Swagger's scanner looks at. */
interface Scanned {
  readonly container: { readonly applicationConfig: unknown };
}

/** Describes the plugin's own routes, whatever else the host serves. */
@ApiExcludeController()
@Controller(BASE_PATH)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class OpenApiController {
  #document: OpenAPIObject | undefined;

  constructor(
    @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
    @Inject(HttpAdapterHost) private readonly adapters: HttpAdapterHost,
  ) {}

  @Get('openapi.json')
  @Needs('public')
  document(): OpenAPIObject {
    this.#document ??= this.describe();
    return this.#document;
  }

  private describe(): OpenAPIObject {
    const { container } = this.moduleRef as unknown as Scanned;
    const { httpAdapter } = this.adapters;
    const config = container.applicationConfig;
    const application = {
      container,
      config,
      getHttpAdapter: () => httpAdapter,
    } as unknown as INestApplication;
    return describeModules(application, [ApiModule], ABOUT);
  }
}
