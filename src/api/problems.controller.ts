import { Controller, Get, UseFilters, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Problem } from '#kernel/problem.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { BASE_PATH } from './base-path.js';
import { ProblemFilter } from './http/problem.filter.js';
import { CallerGuard } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

/** The catalogue of problems, for pages that are told a code only. */
@ApiTags('Problems')
@Controller(`${BASE_PATH}/problems`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class ProblemsController {
  @Get()
  @Needs('read')
  @ApiOperation({
    operationId: 'listProblems',
    summary: 'Every problem with its cause, its remedy and who can act on it.',
  })
  list(): { readonly items: readonly Problem[] } {
    return { items: PROBLEMS };
  }
}
