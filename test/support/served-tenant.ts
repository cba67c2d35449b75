import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Person } from '#simulator/person.js';
import { serve, type ServedSimulator } from '#simulator/server/serve.js';
import { createSimulator, type Simulator } from '#simulator/simulator.js';

/** A simulated tenant on https, which everything in this process trusts, and a person with a browser. */
export interface ServedTenant {
  readonly simulator: Simulator;
  readonly served: ServedSimulator;
  readonly person: Person;
  /** `https://localhost:N/{tenant id}` */
  readonly authority: string;
  readonly secret: string;
  close(): Promise<void>;
}

/**
 * Serves a tenant and lets the process trust its certificate, as `NODE_EXTRA_CA_CERTS` would, so that clients which
 * nobody here wrote run with the network stack that they have.
 */
export async function serveTenant(): Promise<ServedTenant> {
  const simulator = createSimulator({ users: 60, groups: 20 });
  const served = await serve(simulator, { httpPort: 0, httpsPort: 0 });
  const caPem = readFileSync(served.caFile, 'utf8');
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, caPem]);
  const person = new Person(caPem);
  return {
    simulator,
    served,
    person,
    authority: `${served.https}/${simulator.tenant.tenantId}`,
    secret: simulator.client.secrets[0] ?? '',
    close: async () => {
      setDefaultCACertificates(trusted);
      await person.close();
      await served.close();
    },
  };
}
