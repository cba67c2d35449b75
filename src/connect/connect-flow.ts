import { parseConnectionId, type ConnectionId, type OrganizationId, type TenantId } from '#kernel/ids.js';
import type { Clock } from '#kernel/clock.js';
import { ProblemError } from '#kernel/problem.js';
import { Secret } from '#kernel/secret.js';
import type { ActivityLog, Connection, ConnectionStore } from '../connections/connections.port.js';
import type { CredentialVault } from '../credentials/credentials.port.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { Registration, RegistrationKeeper, SettingsReader } from '../settings/settings.port.js';
import { parseDto } from '../settings/parse.dto.js';
import { settingsProblems } from '../settings/settings.problems.js';
import type { Attempt, Attempts } from './attempts.js';
import { StartConnectionDto } from './connect.dto.js';
import { connectProblems } from './connect.problems.js';
import type { ConsentWatch } from './consent.js';
import type { Discovery } from './discovery.js';
import type { ProvedSignIn, SignIn } from './sign-in.js';

/** Whoever connects a tenant. */
export interface ConnectActor {
  readonly organizationId: OrganizationId;
  readonly userId: string;
  readonly sessionId: string;
}

/** Where to send the browser. */
export interface StartedConnection {
  readonly connectionId: ConnectionId;
  readonly authorizeUrl: string;
}

/** What connecting works with. */
export interface ConnectFlowParts {
  readonly options: Pick<ResolvedOptions, 'endpoints' | 'allowSharedTenants'>;
  readonly connections: ConnectionStore;
  readonly activity: ActivityLog;
  readonly settings: SettingsReader;
  readonly keeper: RegistrationKeeper;
  readonly vault: CredentialVault;
  readonly attempts: Attempts;
  readonly discovery: Discovery;
  readonly signIn: SignIn;
  readonly consent: ConsentWatch;
  readonly clock: Clock;
}

/** The way from "Connect" to a bound tenant. */
export class ConnectFlow {
  constructor(private readonly parts: ConnectFlowParts) {}

  /**
   * Begins a sign-in.
   * @throws ProblemError `connect-input-invalid`, `tenant-mismatch`, `registration-missing`, and of the identity platform
   */
  async start(actor: ConnectActor, input: unknown): Promise<StartedConnection> {
    const { attempts, activity, signIn, discovery } = this.parts;
    const dto = await parseStart(input);
    const wanted = dto.tenantId === undefined ? null : await discovery.tenantOf(dto.tenantId);
    const connection = await this.open(actor, dto, wanted);
    const carrier = await this.carry(actor, connection, dto);
    const registration = await this.registrationOf(carrier);
    const tenantId = wanted ?? connection.tenantId;
    const kind = 'sign-in';
    const attempt = { kind, connectionId: carrier.id, tenantId, actor: actor.userId } as const;
    const { organizationId, sessionId } = actor;
    const secrets = await attempts.begin({ ...attempt, organizationId, sessionId });
    await activity.record({
      organizationId,
      connectionId: connection.id,
      actor: actor.userId,
      action: 'connect-started',
    });
    const authorizeUrl = await signIn.url(registration, tenantId ?? 'organizations', secrets);
    return { connectionId: connection.id, authorizeUrl };
  }

  /** Begins a trip to the admin consent page. @throws ProblemError `connection-not-found`, `registration-missing` */
  async requestConsent(actor: ConnectActor, connection: Connection): Promise<StartedConnection> {
    const { attempts, activity, signIn, options } = this.parts;
    const { id: connectionId, tenantId } = connection;
    const registration = await this.registrationOf(connection);
    const { organizationId, sessionId, userId } = actor;
    const attempt = {
      kind: 'consent',
      connectionId,
      tenantId,
      actor: userId,
      organizationId,
      sessionId,
    } as const;
    const { state } = await attempts.begin(attempt);
    await activity.record({ organizationId, connectionId, actor: userId, action: 'consent-requested' });
    const authorizeUrl = signIn.consentUrl(
      options.endpoints.authority,
      registration,
      tenantId ?? 'organizations',
      state,
    );
    return { connectionId, authorizeUrl };
  }

  /** Ends a sign-in: binds the tenant and decides how it is read. Answers which connection it became. */
  async signedIn(attempt: Attempt, code: string): Promise<ConnectionId> {
    const { connections, consent, options, clock } = this.parts;
    const pending = await connections.get(attempt.organizationId, attempt.connectionId);
    const registration = await this.registrationOf(pending);
    const proved = await this.parts.signIn.complete(registration, attempt, code);
    assertTenant(pending, proved.tenantId);
    const decision = await consent.decide(registration, proved.tenantId);
    const bound = await connections.bind(pending.id, {
      tenantId: proved.tenantId,
      displayName: proved.tenantName,
      exclusive: !options.allowSharedTenants,
      at: clock.now(),
      ...decision,
    });
    if (bound === undefined) throw new ProblemError(connectProblems['tenant-taken']);
    await this.bring({ organizationId: attempt.organizationId, id: bound }, attempt, registration);
    await this.keepProof({ attempt, bound, delegated: decision.access === 'delegated' }, proved);
    await this.parts.activity.record({
      organizationId: attempt.organizationId,
      connectionId: bound,
      actor: attempt.actor,
      action: 'connected',
      details: { tenantId: proved.tenantId, signedInUserId: proved.userId, ...decision },
    });
    return bound;
  }

  /** Ends a trip to the consent page: from here on consent is waited for. */
  async consented(attempt: Attempt): Promise<ConnectionId> {
    const { connections, consent, clock } = this.parts;
    const connection = await connections.get(attempt.organizationId, attempt.connectionId);
    if (connection.access === 'delegated') {
      await connections.access(connection.id, {
        access: 'delegated',
        consent: 'waiting',
        askedAt: clock.now(),
      });
      await consent.refresh(await connections.get(attempt.organizationId, connection.id));
    }
    return connection.id;
  }

  private async open(
    actor: ConnectActor,
    dto: StartConnectionDto,
    wanted: TenantId | null,
  ): Promise<Connection> {
    const { connections, clock } = this.parts;
    const { organizationId } = actor;
    const connection =
      dto.connectionId === undefined
        ? await connections.create(organizationId, clock.now())
        : await connections.get(organizationId, parseConnectionId(dto.connectionId));
    assertTenant(connection, wanted);
    return connection;
  }

  /**
   * The connection that a sign-in goes out with. A registration that comes along waits with a pending one until the
   * sign-in has proved it, so that nothing that works is overwritten; binding then brings it to the tenant's connection.
   */
  private async carry(
    { organizationId, userId }: ConnectActor,
    connection: Connection,
    { appId, appSecret }: StartConnectionDto,
  ): Promise<Connection> {
    const { connections, keeper, clock } = this.parts;
    if (appId === undefined || appSecret === undefined) return connection;
    const isPending = connection.status === 'pending';
    const carrier = isPending ? connection : await connections.create(organizationId, clock.now());
    const registration = { appId: appId.toLowerCase(), secret: new Secret(appSecret) };
    await keeper.keep(carrier, registration, userId);
    return carrier;
  }

  /**
   * Brings the registration that proved a sign-in to the tenant's connection. The platform's replaces an own one only
   * where that cannot work any more, its secret having gone with a disconnect.
   */
  private async bring(
    bound: Pick<Connection, 'id' | 'organizationId'>,
    { actor, connectionId }: Attempt,
    { owner, clientId, proof }: Registration,
  ): Promise<void> {
    const { keeper, settings } = this.parts;
    if (owner === 'tenant' && proof.kind === 'secret') {
      const wentOver = bound.id !== connectionId;
      if (wentOver) await keeper.keep(bound, { appId: clientId, secret: proof.secret }, actor);
    } else if ((await settings.registration(bound)) === undefined) await keeper.release(bound, actor);
  }

  /** A refresh token is kept only while the app cannot read by itself. */
  private async keepProof(
    sealed: {
      readonly attempt: Attempt;
      readonly bound: ConnectionId;
      readonly delegated: boolean;
    },
    proved: ProvedSignIn,
  ): Promise<void> {
    const { vault } = this.parts;
    const { attempt, bound, delegated } = sealed;
    const owner = { organizationId: attempt.organizationId, connectionId: bound };
    const { content } = proved.cache;
    if (delegated && content !== undefined) await vault.put(owner, 'token-cache', content);
    else await vault.remove(owner, 'token-cache');
  }

  /** An own registration whose secret went with a disconnect gives way to the platform's. */
  private async registrationOf(connection: Connection): Promise<Registration> {
    const { settings } = this.parts;
    const registration = (await settings.registration(connection)) ?? settings.hostRegistration();
    if (registration === undefined) throw new ProblemError(connectProblems['registration-missing']);
    return registration;
  }
}

/** A connection keeps its tenant: two tenants never share one history. */
function assertTenant(connection: Connection, tenantId: TenantId | null): void {
  const isOther = connection.tenantId !== null && tenantId !== null && tenantId !== connection.tenantId;
  if (isOther) throw new ProblemError(settingsProblems['tenant-mismatch']);
}

async function parseStart(input: unknown): Promise<StartConnectionDto> {
  const problem = connectProblems['connect-input-invalid'];
  const dto = await parseDto(StartConnectionDto, input, problem);
  if ((dto.appId === undefined) !== (dto.appSecret === undefined))
    throw new ProblemError(problem, { detail: 'appId and appSecret go together.' });
  return dto;
}
