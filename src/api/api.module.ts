import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { CallerPort } from '#plugin-host/host.port.js';
import { CALLER_PORT } from '#plugin-host/host.tokens.js';
import { ApplicationListsController } from './access/application-lists.controller.js';
import { ApplicationsController } from './access/applications.controller.js';
import { objectListController } from './access/object-list.controller.js';
import { OBJECT_LIST_ROUTES } from './access/object-lists.js';
import { PeopleController } from './access/people.controller.js';
import { PEOPLE_LIST_ROUTES } from './access/people-lists.js';
import { RolesController } from './access/roles.controller.js';
import { TimelineController } from './access/timeline.controller.js';
import { UnitsController } from './access/units.controller.js';
import { ChangesController } from './changes.controller.js';
import { ConnectionsController } from './connections.controller.js';
import { ReadDesk } from './http/read-desk.js';
import { InventoryController } from './inventory.controller.js';
import { PostureController } from './posture.controller.js';
import { ProblemsController } from './problems.controller.js';
import { PlanController } from './plan.controller.js';
import { RunsController } from './runs.controller.js';
import { StandardsController } from './standards.controller.js';
import { FiguresController } from './figures.controller.js';
import { SummaryController } from './summary.controller.js';

/** What shapes the API. */
export interface ApiShape {
  readonly caller: Type<CallerPort>;
  readonly imports: NonNullable<DynamicModule['imports']>;
  readonly controllers: readonly Type[];
}

/**
 * Takes: requests, and the host's word for who makes them.
 * Gives: everything of the other stages over HTTP, with problems by RFC 9457.
 * Owns: nothing.
 * Never: answers without having checked organisation and capability.
 */
@Module({})
export class ApiModule {
  static register(shape: ApiShape): DynamicModule {
    return {
      module: ApiModule,
      imports: shape.imports,
      controllers: [
        PlanController,
        ChangesController,
        ConnectionsController,
        RunsController,
        InventoryController,
        PostureController,
        StandardsController,
        RolesController,
        PeopleController,
        TimelineController,
        UnitsController,
        ApplicationsController,
        ApplicationListsController,
        ...[...OBJECT_LIST_ROUTES, ...PEOPLE_LIST_ROUTES].map(objectListController),
        FiguresController,
        SummaryController,
        ProblemsController,
        ...shape.controllers,
      ],
      providers: [ReadDesk, { provide: CALLER_PORT, useClass: shape.caller }],
    };
  }
}
