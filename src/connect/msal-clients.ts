import {
  ConfidentialClientApplication,
  type Configuration,
  type ICachePlugin,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import type { Transport } from '#graph/transport.js';
import type { AppProof, ResolvedEndpoints } from '../options/resolved-options.js';
import type { Registration } from '../settings/settings.port.js';

const LOG_NOTHING = { loggerCallback: () => undefined, piiLoggingEnabled: false };

/** Makes MSAL clients that use the plugin's own network connection. */
export class MsalClients {
  readonly #network: INetworkModule;

  constructor(
    private readonly endpoints: ResolvedEndpoints,
    transport: Transport,
  ) {
    this.#network = networkOver(transport);
  }

  /** The scope that stands for everything the registration was granted on Graph. */
  get scope(): string {
    const { caPem, graphOrigin } = this.endpoints;
    return `${caPem === undefined ? graphOrigin : 'https://graph.microsoft.com'}/.default`;
  }

  /** A client of a registration for one tenant (or `organizations`). */
  client(
    registration: Registration,
    tenant: string,
    cachePlugin?: ICachePlugin,
  ): ConfidentialClientApplication {
    const { authority } = this.endpoints;
    const configuration: Configuration = {
      auth: {
        clientId: registration.clientId,
        authority: `${authority}/${tenant}`,
        knownAuthorities: [new URL(authority).host],
        ...proofOf(registration.proof),
      },
      system: { networkClient: this.#network, loggerOptions: LOG_NOTHING },
      ...(cachePlugin === undefined ? {} : { cache: { cachePlugin } }),
    };
    return new ConfidentialClientApplication(configuration);
  }
}

function proofOf(proof: AppProof): Partial<Configuration['auth']> {
  switch (proof.kind) {
    case 'secret':
      return { clientSecret: proof.secret.reveal() };
    case 'certificate': {
      const { thumbprintSha256, privateKey } = proof;
      return { clientCertificate: { thumbprintSha256, privateKey: privateKey.reveal() } };
    }
    case 'federated':
      return { clientAssertion: () => proof.assertion() };
  }
}

function networkOver(transport: Transport): INetworkModule {
  const send = async <Body>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<Body>> => {
    const { headers = {}, body } = options ?? {};
    const answer = await transport({ method, url, headers, body, signal: undefined });
    return { headers: { ...answer.headers }, status: answer.status, body: parse(answer.body) as Body };
  };
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

/** A body that is not JSON (an HTML error page) becomes an error that MSAL understands. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { error: 'server_error', error_description: 'The answer is not JSON.' };
  }
}
