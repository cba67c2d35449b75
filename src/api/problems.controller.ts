import type { Problem } from '#kernel/problem.js';
import { PROBLEMS } from '../problem-catalogue.js';
import { ApiController, Operation } from './openapi/operation.js';
import { LIST_PROBLEMS } from './openapi/operations/problems.js';

/** The catalogue of problems, for pages that are told a code only. */
@ApiController('Problems')
export class ProblemsController {
  @Operation(LIST_PROBLEMS)
  list(): { readonly items: readonly Problem[] } {
    return { items: PROBLEMS };
  }
}
