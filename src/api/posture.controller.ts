import { Body, Inject, Param, Query as QueryParam, Res } from '@nestjs/common';
import { whatIf } from '#access-policy/what-if/what-if.js';
import { CONNECTION_STORE, type ConnectionStore } from '../connections/connections.port.js';
import type { RevisionInfo } from '../inventory/read/inventory-reader.port.js';
import { POSTURE_READER, type PostureReader, type PostureSummary } from '../posture/posture.port.js';
import { EntraIdPosture } from '../posture/posture.service.js';
import { listAnswer, provenance, sendCsv, sendPieces, wantsCsv } from './http/answers.js';
import { Asked, type AskedList } from './http/asked.js';
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
import { sendJson, type HostResponse } from './http/host-response.js';
import { ReadDesk, type ListResponse } from './http/read-desk.js';
import { assertKnownIdentity, identitiesOf, whatIfRequest } from './http/what-if-request.js';
import { ApiController, Operation } from './openapi/operation.js';
import {
  GET_CHECK,
  GET_POLICY,
  GET_POLICY_SNAPSHOT,
  GET_POSTURE,
  LIST_CHECKS,
  LIST_COVERAGE,
  LIST_POLICIES,
  LIST_POSTURE_TREND,
  TREND_MAX,
  WHAT_IF,
} from './openapi/operations/posture.js';
import { CHECK_STATUSES, COVERAGE, COVERAGE_VERDICTS } from './openapi/rows/posture.js';
import { CurrentCaller, type ApiCaller } from './security/caller.guard.js';

/** Whether MFA holds for each account, and whether the tenant meets its standard. */
@ApiController('Authentication policy', 'connections/:id')
export class PostureController {
  constructor(
    @Inject(CONNECTION_STORE) private readonly connections: ConnectionStore,
    @Inject(ReadDesk) private readonly desk: ReadDesk,
    @Inject(POSTURE_READER) private readonly reader: PostureReader,
    @Inject(EntraIdPosture) private readonly posture: EntraIdPosture,
  ) {}

  @Operation(GET_POSTURE)
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

  @Operation(LIST_POSTURE_TREND)
  async listPostureTrend(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const connection = await this.connections.get(caller.organizationId, connectionIdOf(id));
    const { limit } = pageRequest(query);
    return { items: await this.reader.trend(connection.id, Math.min(limit, TREND_MAX)) };
  }

  @Operation(LIST_CHECKS)
  async listChecks(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const summary = await this.reader.summary(connectionId, revision.revision);
    const status = word(query, 'status', CHECK_STATUSES);
    const all = flag(query, 'all') ?? false;
    const verdicts = await this.reader.verdicts(connectionId, revision.revision);
    const items = verdicts.filter(
      (verdict) => (all || verdict.inStandard) && (status === undefined || verdict.status === status),
    );
    const answer = listAnswer({ items, next: undefined }, revision, 'conditionalAccessPolicies');
    return { ...answer, ...evaluatedAt(summary, revision) };
  }

  @Operation(GET_CHECK)
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

  @Operation(LIST_COVERAGE)
  async listCoverage(@Asked() asked: AskedList, @Res() response: ListResponse): Promise<void> {
    const { caller, ids, query, accept } = asked;
    const { connectionId, revision } = await this.desk.open(caller, ids.id, query);
    const summary = await this.reader.summary(connectionId, revision.revision);
    const evaluated = evaluatedAt(summary, revision);
    const filter = {
      verdict: word(query, 'verdict', COVERAGE_VERDICTS),
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
    const { name, columns } = COVERAGE;
    const about = { name, columns, revision, resource: 'accounts' } as const;
    await sendCsv(response, {
      ...about,
      wholeness: { completeness, gaps: [] },
      headers: { 'x-evaluated-revision': String(summary.revision) },
      page: page as unknown as Parameters<typeof sendCsv>[1]['page'],
    });
  }

  @Operation(LIST_POLICIES)
  async listPolicies(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const items = await this.reader.policies(connectionId, revision.revision);
    return listAnswer({ items, next: undefined }, revision, 'conditionalAccessPolicies');
  }

  @Operation(GET_POLICY)
  async getPolicy(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Param('objectId') objectId: string,
  ): Promise<object> {
    const { connectionId } = await this.desk.open(caller, id, {});
    return { versions: await this.reader.policyVersions(connectionId, objectIdOf(objectId)) };
  }

  @Operation(GET_POLICY_SNAPSHOT)
  async getPolicySnapshot(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @QueryParam() query: Query,
    @Res() response: HostResponse,
  ): Promise<void> {
    const { connectionId, revision } = await this.desk.open(caller, id, query);
    const { notCollected, pieces } = await this.posture.snapshotText(connectionId, revision);
    const head = { ...provenance(revision, 'conditionalAccessPolicies'), notCollected };
    await sendPieces(response, head, 'snapshot', pieces);
  }

  @Operation(WHAT_IF)
  async whatIf(
    @CurrentCaller() caller: ApiCaller,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<object> {
    const { connectionId, revision } = await this.desk.open(caller, id, {});
    const request = whatIfRequest(bodyOf(body));
    const ids = identitiesOf(request);
    const { source, notCollected } = await this.posture.snapshotWith(connectionId, revision, ids);
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
