import { isJsonObject, type Json, type JsonObject } from '#kernel/json.js';
import type { SimulatedRequest, SimulatedResponse } from '../model.js';
import { parseFaults } from '../faults.js';
import { FEDERATED_SUBJECT } from '../identity/client-proof.js';
import type { IdentityState } from '../identity/identity-state.js';
import { permissionsOf } from '../identity/registrations.js';
import { applySwitches } from '../identity/switches.js';
import type { Signer } from '../identity/signer.js';
import type { Throttle } from '../graph/throttle.js';
import { documentOf } from '../tenant/document.js';
import { mutateTenant } from '../tenant/mutate.js';
import type { TenantStore } from '../tenant/tenant-store.js';
import type { RequestCounter } from './request-counter.js';

/** What the control interface works on. */
export interface ControlParts {
  readonly store: TenantStore;
  readonly state: IdentityState;
  readonly signer: Signer;
  readonly throttle: Throttle;
  readonly counter: RequestCounter;
}

/** Control of the simulator, for test harnesses only. */
export class ControlService {
  constructor(private readonly parts: ControlParts) {}

  /** Answers requests below `/__control`. */
  async handle(request: SimulatedRequest): Promise<SimulatedResponse> {
    const { store, state, counter, throttle } = this.parts;
    const body = parse(request.body);
    switch (`${request.method} ${request.url.pathname.replace('/__control', '')}`) {
      case 'GET /truth':
        return json(truth(store, request.url.searchParams.get('only')));
      case 'GET /requests':
        return json(counter.list());
      case 'POST /requests/reset':
        counter.reset();
        return json({ reset: true });
      case 'POST /mutate':
        return json(
          mutateTenant(store, {
            seed: numberOf(body['seed'], 1),
            changes: numberOf(body['changes'], 25),
            ...(typeof body['access'] === 'number' ? { access: body['access'] } : {}),
          }),
        );
      case 'POST /faults':
        throttle.use(Object.keys(body).length === 0 ? undefined : parseFaults(body));
        return json({ faults: body });
      case 'POST /throttle':
        throttle.configure(body);
        return json({ ...throttle.options });
      case 'POST /identity':
        return json(this.switchIdentity(body));
      case 'GET /registrations':
        return json(
          state.registrations.map(({ appId, displayName, secrets }) => ({ appId, displayName, secrets })),
        );
      case 'GET /federated-assertion':
        return json({ assertion: await this.assertion(request) });
      default:
        return { ...json({ error: 'unknown control' }), status: 404 };
    }
  }

  /** The switches by name, `revokeSessions`, and of a registration (`appId`, or the first) `grants` and `certificates` (PEM). */
  private switchIdentity(body: JsonObject): JsonObject {
    const { state, store } = this.parts;
    applySwitches(state.switches, body);
    if (body['revokeSessions'] === true) state.revokeSessions();
    const appId = typeof body['appId'] === 'string' ? body['appId'] : state.registrations[0]?.appId;
    if (Array.isArray(body['certificates'])) {
      const registration = state.registrations.find((candidate) => candidate.appId === appId);
      registration?.certificates.push(...(body['certificates'] as readonly Json[]).map(String));
    }
    if (typeof body['grants'] === 'string' && appId !== undefined) {
      state.grantApplication(store.tenantId, appId, permissionsOf(body['grants']), false);
    }
    return { ...state.switches } as unknown as JsonObject;
  }

  private assertion(request: SimulatedRequest): Promise<string> {
    const seconds = Math.floor(this.parts.state.clock.now().getTime() / 1_000);
    return this.parts.signer.sign({
      iss: `${request.url.origin}/federated`,
      sub: FEDERATED_SUBJECT,
      aud: 'api://AzureADTokenExchange',
      iat: seconds,
      exp: seconds + 600,
    });
  }
}

/** The whole truth, or `?only=users,roleAssignments`: that of a large tenant is too long for one text. */
function truth(store: TenantStore, only: string | null): Json {
  if (only === null) return store.document() as unknown as Json;
  const names = only.split(',').map((name) => name.trim());
  const document = documentOf(store, (name) => names.includes(name)) as unknown as JsonObject;
  return Object.fromEntries(names.map((name) => [name, document[name] ?? null]));
}

function parse(body: string): JsonObject {
  if (body === '') return {};
  const parsed = JSON.parse(body) as Json;
  return isJsonObject(parsed) ? parsed : {};
}

function numberOf(value: Json | undefined, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

function json(body: Json): SimulatedResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
