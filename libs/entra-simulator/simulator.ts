import { systemClock, type Clock } from '#kernel/clock.js';
import { GraphService } from './graph/graph-service.js';
import { Throttle, type Levels } from './graph/throttle.js';
import { IdentityService } from './identity/identity-service.js';
import { IdentityState } from './identity/identity-state.js';
import { createRegistrations, EXTENDED_PERMISSIONS, type Registration } from './identity/registrations.js';
import { createSigner } from './identity/signer.js';
import type { SimulatedRequest, SimulatedResponse, SimulatorOptions } from './model.js';
import { ControlService } from './server/control.js';
import { RequestCounter } from './server/request-counter.js';
import { createTenant } from './tenant/generate.js';
import { createOtherTenant } from './tenant/other-tenant.js';
import type { TenantStore } from './tenant/tenant-store.js';

/** A tenant as the documented command builds it without options. */
export const SIMULATOR_DEFAULTS: SimulatorOptions = {
  users: 200,
  groups: 40,
  membersPerGroup: 10,
  seed: 1,
  latencyMs: 0,
  throttle: false,
  faults: undefined,
  licence: 'p2',
  pageSizeMax: 999,
  grants: EXTENDED_PERMISSIONS,
  tenant: undefined,
};

/** Microsoft's identity platform and Graph for two tenants, without a network: requests in, responses out. */
export interface Simulator {
  readonly tenant: TenantStore;
  /** A second tenant of another organisation, with a Global Administrator of its own. */
  readonly otherTenant: TenantStore;
  readonly state: IdentityState;
  readonly throttle: Throttle;
  readonly counter: RequestCounter;
  /** The client whose permissions are granted as the options say. */
  readonly client: Registration;
  /** A registration that the tenant brings itself; nothing is granted to it. */
  readonly ownClient: Registration;
  readonly options: SimulatorOptions;
  handle(request: SimulatedRequest): Promise<SimulatedResponse>;
}

/** Builds a simulator; the tenant is a pure function of the options. */
export function createSimulator(
  partial: Partial<SimulatorOptions> = {},
  clock: Clock = systemClock,
): Simulator {
  const options = { ...SIMULATOR_DEFAULTS, ...partial };
  const context = { options, clock };
  const tenant = createTenant(context);
  const otherTenant = createOtherTenant(context);
  const tenants = new Map([tenant, otherTenant].map((store) => [store.tenantId, store]));
  const [client, ownClient] = createRegistrations(options.seed);
  if (client === undefined || ownClient === undefined) throw new RangeError('no registrations');
  const state = new IdentityState(clock, [client, ownClient], tenants);
  if (options.grants.length > 0) state.grantApplication(tenant.tenantId, client.appId, options.grants, false);
  const signer = createSigner();
  const identity = new IdentityService(state, signer);
  const shared: Levels = new Map();
  const throttle = new Throttle(context, shared);
  const other = {
    store: otherTenant,
    throttle: new Throttle({ ...context, options: { ...options, faults: undefined } }, shared),
  };
  const graphTenants = new Map([
    [tenant.tenantId, { store: tenant, throttle }],
    [otherTenant.tenantId, other],
  ]);
  const graph = new GraphService(context, graphTenants, (token) => identity.check(token));
  const counter = new RequestCounter();
  const control = new ControlService({ store: tenant, state, signer, throttle, counter });
  const route = (request: SimulatedRequest): Promise<SimulatedResponse | undefined> => {
    const { pathname } = request.url;
    if (!isDecodable(pathname)) return Promise.resolve(BAD_ADDRESS);
    if (pathname.startsWith('/__control/')) return control.handle(request);
    if (pathname.startsWith('/v1.0/')) return graph.handle(request);
    return identity.handle(request);
  };
  const handle = async (request: SimulatedRequest): Promise<SimulatedResponse> => {
    const response = (await route(request)) ?? NOT_FOUND;
    counter.note(request.method, request.url.pathname, response.status);
    return response;
  };
  return { tenant, otherTenant, state, throttle, counter, client, ownClient, options, handle };
}

const NOT_FOUND: SimulatedResponse = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'There is nothing at this address.',
};

const BAD_ADDRESS: SimulatedResponse = {
  status: 400,
  headers: { 'content-type': 'text/plain' },
  body: 'The address is not well formed.',
};

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
