/** The simulated tenant, in a process of its own: what it computes must not slow down whoever is measured. */
import type { JsonObject } from '#kernel/json.js';
import { parseFaults } from '#simulator/faults.js';
import type { SimulatedRequest, SimulatedResponse } from '#simulator/model.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';
import { mutateTenant } from '#simulator/tenant/mutate.js';
import { changeShare } from '../change-share.js';
import { CONSENTED } from '../tenants.js';
import { answerParent } from './channel.js';

/** Changes by which the second tenant grows until it is worth reading: some hundred accounts and groups. */
const WARM_UP_CHANGES = 4_000;

let simulator: Simulator | undefined;
let served: ServedSimulator | undefined;

/** Counts what reaches Graph; token requests and the control interface do not count. */
const counted = { requests: 0, batchItems: 0, throttled: 0 };

async function start(argument: JsonObject): Promise<JsonObject> {
  simulator = createSimulator({ ...argument, grants: CONSENTED });
  const { otherTenant, tenant, state, client } = simulator;
  Object.assign(client, { applicationPermissions: CONSENTED, delegatedPermissions: CONSENTED });
  mutateTenant(otherTenant, { seed: 1, changes: WARM_UP_CHANGES });
  state.grantApplication(otherTenant.tenantId, client.appId, simulator.options.grants, false);
  served = await serve({ ...simulator, handle: counting(simulator) }, { httpPort: 0, httpsPort: 0 });
  const [clientSecret = ''] = client.secrets;
  const { https, caFile } = served;
  return {
    https,
    caFile,
    clientId: client.appId,
    clientSecret,
    tenantId: tenant.tenantId,
    warmUpTenantId: otherTenant.tenantId,
  };
}

function counting(inner: Simulator): Simulator['handle'] {
  return async (request: SimulatedRequest): Promise<SimulatedResponse> => {
    const response = await inner.handle(request);
    const { pathname } = request.url;
    if (!pathname.startsWith('/v1.0/')) return response;
    counted.requests += 1;
    if (response.status === 429) counted.throttled += 1;
    if (pathname.endsWith('/$batch')) {
      counted.batchItems += request.body.split('"method"').length - 1;
      counted.throttled += response.body.split('"status":429').length - 1;
    }
    return response;
  };
}

function running(): Simulator {
  if (simulator === undefined) throw new TypeError('the simulator was not started');
  return simulator;
}

answerParent({
  start,
  reset: () => {
    Object.assign(counted, { requests: 0, batchItems: 0, throttled: 0 });
    return {};
  },
  count: () => ({ ...counted }),
  faults: (argument) => {
    running().throttle.use(Object.keys(argument).length === 0 ? undefined : parseFaults(argument));
    return {};
  },
  change: (argument) => changeShare(running().tenant, Number(argument['share'] ?? 0)),
});
