import { whatIf } from '#access-policy/what-if/what-if.js';
import type { ConnectionId } from '#kernel/ids.js';
import type { JsonObject } from '#kernel/json.js';
import { ProblemError } from '#kernel/problem.js';
import type { GraphAccess } from '../../connect/graph-access.port.js';
import type { TokenSource } from '../../connect/token-source.port.js';
import type { Connection } from '../../connections/connections.port.js';
import type { Database } from '../../database/database.port.js';
import { compareAnswers, type Disagreement } from './compare-answers.js';
import { sampleSignIns, type SampledSignIn } from './sample.js';

/** Sign-ins that one evaluation asks about: Graph answers one a second, shared with reading the policies. */
const SAMPLES = 6;

const EVALUATE = '/identity/conditionalAccess/evaluate';
const PERMISSIONS = ['Policy.Read.ConditionalAccess', 'Policy.Read.All'];

/** A sign-in on which the plugin and Graph disagree. */
export interface DisputedSignIn {
  readonly name: string;
  readonly accountId: string;
  readonly disagreements: readonly Disagreement[];
}

/** What comparing with Graph's own evaluation gave. */
export interface OracleReport {
  /** Sign-ins that both evaluated. */
  readonly asked: number;
  readonly disputed: readonly DisputedSignIn[];
  /** Why nothing or not all was asked; null when all was. */
  readonly reason: string | null;
}

/** The revision whose evaluation is compared. */
export interface AskedRevision {
  readonly revision: number;
  /** The policy snapshot with this account in it. */
  readonly snapshotFor: (accountId: string) => Promise<JsonObject>;
}

/** What the oracle works with. */
export interface OracleParts {
  readonly database: Database;
  readonly tokens: TokenSource;
  readonly graphs: GraphAccess;
}

/** Checks the plugin's evaluation against Graph's own, on a sample that is another one for each revision. */
export class GraphOracle {
  constructor(private readonly parts: OracleParts) {}

  /** What cannot be asked is said in the report. @throws the signal's reason when it aborts */
  async check(
    connection: Pick<Connection, 'id' | 'tenantId'>,
    { revision, snapshotFor }: AskedRevision,
    signal: AbortSignal,
  ): Promise<OracleReport> {
    let asked = 0;
    const disputed: DisputedSignIn[] = [];
    try {
      if (!(await this.mayAsk(connection.id))) return { asked, disputed, reason: 'permission-not-granted' };
      const graph = this.parts.graphs.forConnection(connection);
      for (const { accountId, signIn } of await this.sample(connection.id, revision)) {
        const answer = await graph.ask(EVALUATE, signIn.request, { signal });
        const own = whatIf({ snapshot: await snapshotFor(accountId), request: signIn.request }).value;
        const disagreements = compareAnswers(own, answer['value']);
        asked += 1;
        if (disagreements.length > 0) disputed.push({ name: signIn.name, accountId, disagreements });
      }
      return { asked, disputed, reason: null };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return { asked, disputed, reason: error.problem.code };
    }
  }

  private async mayAsk(connectionId: ConnectionId): Promise<boolean> {
    const { grants } = await this.parts.tokens.token(connectionId, { skipCache: false });
    return PERMISSIONS.some((permission) => grants.has(permission));
  }

  private async sample(
    connectionId: ConnectionId,
    revision: number,
  ): Promise<readonly { readonly accountId: string; readonly signIn: SampledSignIn }[]> {
    const rows = await this.parts.database.query<{ id: string }>(
      `select object_id::text as id from entra_id.account
       where connection_id = $1 and since_revision <= $2 and until_revision > $2
       order by md5(object_id::text || $2::text) limit $3`,
      [connectionId, revision, SAMPLES],
    );
    const signIns = sampleSignIns(rows.map(({ id }) => id));
    return rows.flatMap(({ id }, index) => {
      const signIn = signIns[index];
      return signIn === undefined ? [] : [{ accountId: id, signIn }];
    });
  }
}
