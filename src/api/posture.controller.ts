import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query as QueryParam,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { whatIf } from '#access-policy/what-if/what-if.js';
import type { CoverageVerdict } from '#access-policy/model/results.js';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import type { RevisionInfo } from '../inventory/read/inventory-reader.port.js';
import { POSTURE_READER, type PostureReader, type PostureSummary } from '../posture/posture.port.js';
import { EntraIdPosture } from '../posture/posture.service.js';
import { BASE_PATH } from './base-path.js';
import { listAnswer, provenance, sendCsv, wantsCsv } from './http/answers.js';
import {
  bodyOf,
  connectionIdOf,
  flag,
  guidParameter,
  objectIdOf,
  pageRequest,
  plainText,
  word,
  type Query,
} from './http/parameters.js';
import { ProblemFilter } from './http/problem.filter.js';
import { sendJson } from './http/host-response.js';
import { ReadDesk, type ListResponse } from './http/read-desk.js';
import { assertKnownIdentity, whatIfRequest } from './http/what-if-request.js';
import { CallerGuard, CurrentCaller, type ApiCaller } from './security/caller.guard.js';
import { Needs } from './security/needs.js';

const STATUSES = ['pass', 'fail', 'exempted', 'not_applicable', 'unknown', 'manual'] as const;
const VERDICTS: readonly CoverageVerdict[] = [
  'full',
  'partial',
  'none',
  'report_only',
  'blocked',
  'security_defaults',
  'per_user_mfa',
  'third_party',
  'indeterminate',
];
const COVERAGE_COLUMNS = [
  'accountId',
  'displayName',
  'userPrincipalName',
  'verdict',
  'reasons',
  'escape',
  'mfaCapable',
  'policyIds',
] as const;

/** Whether MFA holds for each account, and whether the tenant meets its standard. */
@ApiTags('Authentication policy')
@Controller(`${BASE_PATH}/connections/:id`)
@UseGuards(CallerGuard)
@UseFilters(ProblemFilter)
export class PostureController {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(POSTURE_READER) private readonly reader: PostureReader,
    @Inject(EntraIdPosture) private readonly posture: EntraIdPosture,
  ) {}

  @Get('posture')
  @Needs('read')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiOperation({ operationId: 'getPosture', summary: 'The last evaluation in numbers.' })
  async getPosture(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const summary = await this.reader.summary(connectionId, revision.revision);
    const provided = provenance(revision, 'conditionalAccessPolicies');
    return { ...provided, ...evaluatedAt(summary, revision), evaluation: summary };
  }

  @Get('posture/trend')
  @Needs('read')
  @ApiQuery({ name: 'limit', required: false })
  @ApiOperation({ operationId: 'listPostureTrend', summary: 'Past evaluations in numbers, newest first.' })
  async listPostureTrend(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const connection = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const { limit } = pageRequest(query);
    return { items: await this.reader.trend(connection.id, Math.min(limit, 200)) };
  }

  @Get('checks')
  @Needs('read')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiQuery({ name: 'status', required: false, enum: STATUSES })
  @ApiQuery({ name: 'all', required: false, description: 'true shows checks outside the standard too' })
  @ApiOperation({
    operationId: 'listChecks',
    summary: 'Checks of the standard with verdict, evidence, remedy.',
  })
  async listChecks(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const summary = await this.reader.summary(connectionId, revision.revision);
    const status = word(query, 'status', STATUSES);
    const all = flag(query, 'all') ?? false;
    const verdicts = await this.reader.verdicts(connectionId, revision.revision);
    const items = verdicts.filter(
      (verdict) => (all || verdict.inStandard) && (status === undefined || verdict.status === status),
    );
    const answer = listAnswer({ items, next: undefined }, revision, 'conditionalAccessPolicies');
    return { ...answer, ...evaluatedAt(summary, revision) };
  }

  @Get('checks/:checkId')
  @Needs('read')
  @ApiOperation({ operationId: 'getCheck', summary: 'One check with every version of its verdict.' })
  async getCheck(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('checkId') checkId: string,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, {});
    const versions = await this.reader.history(connectionId, plainText(checkId, 'the check id'));
    const verdicts = await this.reader.verdicts(connectionId, revision.revision);
    return { check: verdicts.find((verdict) => verdict.id === checkId) ?? null, versions };
  }

  @Get('coverage')
  @Needs('read')
  @ApiProduces('application/json', 'text/csv')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiQuery({ name: 'verdict', required: false, enum: VERDICTS })
  @ApiQuery({ name: 'accountId', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOperation({ operationId: 'listCoverage', summary: 'Whether MFA holds, account by account.' })
  async listCoverage(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Headers('accept') accept: string | undefined,
    @Res() response: ListResponse,
  ): Promise<void> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const summary = await this.reader.summary(connectionId, revision.revision);
    const evaluated = evaluatedAt(summary, revision);
    const filter = {
      verdict: word(query, 'verdict', VERDICTS),
      accountId: guidParameter(query, 'accountId'),
    };
    const page = (request: Parameters<PostureReader['coverage']>[3]) =>
      this.reader.coverage(connectionId, revision.revision, filter, request);
    if (!wantsCsv(accept)) {
      sendJson(response, {
        ...listAnswer(await page(pageRequest(query)), revision, 'accounts'),
        ...evaluated,
      });
      return;
    }
    const { completeness } = { ...provenance(revision, 'accounts'), ...evaluated };
    const about = { name: 'coverage', columns: COVERAGE_COLUMNS, revision, resource: 'accounts' } as const;
    await sendCsv(response, {
      ...about,
      wholeness: { completeness, gaps: [] },
      headers: { 'x-evaluated-revision': String(summary.revision) },
      page: page as unknown as Parameters<typeof sendCsv>[1]['page'],
    });
  }

  @Get('policies')
  @Needs('read')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiOperation({ operationId: 'listPolicies', summary: 'Conditional Access policies as Graph shows them.' })
  async listPolicies(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const items = await this.reader.policies(connectionId, revision.revision);
    return listAnswer({ items, next: undefined }, revision, 'conditionalAccessPolicies');
  }

  @Get('policies/:objectId')
  @Needs('read')
  @ApiOperation({ operationId: 'getPolicy', summary: 'Every kept version of a Conditional Access policy.' })
  async getPolicy(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('objectId') objectId: string,
  ): Promise<object> {
    const { connectionId } = await this.desk.open(caller, id, {});
    return { versions: await this.reader.policyVersions(connectionId, objectIdOf(objectId)) };
  }

  @Get('policy-snapshot')
  @Needs('read')
  @ApiQuery({ name: 'asOf', required: false, description: 'RFC 3339 time or revision number' })
  @ApiOperation({
    operationId: 'getPolicySnapshot',
    summary: 'The snapshot that was evaluated, as the command evaluate takes it.',
  })
  async getPolicySnapshot(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const { source, notCollected } = await this.posture.snapshot(connectionId, revision);
    return { ...provenance(revision, 'conditionalAccessPolicies'), notCollected, snapshot: source };
  }

  @Post('what-if')
  @HttpCode(200)
  @Needs('read')
  @ApiBody({ schema: { type: 'object', description: 'the body of Graph POST conditionalAccess/evaluate' } })
  @ApiOperation({ operationId: 'whatIf', summary: 'What would happen to a sign-in, policy by policy.' })
  async whatIf(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, {});
    const request = whatIfRequest(bodyOf(body));
    const { source, notCollected } = await this.posture.snapshot(connectionId, revision);
    assertKnownIdentity(request, { source, notCollected });
    const answer = whatIf({ snapshot: source, request });
    return { ...provenance(revision, 'conditionalAccessPolicies'), notCollected, ...answer };
  }
}

/** Which revision was evaluated last; what is asked of a later one is known in part only. */
function evaluatedAt(
  { revision: evaluatedRevision }: PostureSummary,
  { revision }: RevisionInfo,
): { readonly evaluatedRevision: number; readonly completeness?: 'partial' } {
  return evaluatedRevision < revision
    ? { evaluatedRevision, completeness: 'partial' }
    : { evaluatedRevision };
}
