import { applicationToken, requirePeer, type Peer, type PeerTarget } from './peer.js';

const PACKAGE = '@backstage/plugin-catalog-backend-module-msgraph';

interface Entity {
  readonly spec: { readonly memberOf?: readonly string[] };
}

interface Module {
  readonly MicrosoftGraphClient: new (baseUrl: string, credential: object) => object;
  readonly readMicrosoftGraphOrg: (
    client: object,
    tenantId: string,
    options: object,
  ) => Promise<{ readonly users: readonly Entity[]; readonly groups: readonly Entity[] }>;
}

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => logger,
};

/** Backstage's catalog module as its provider calls it, photos off: they would cost a request per account. */
export const backstage: Peer = {
  who: 'backstage',
  needs: PACKAGE,
  read: async (target: PeerTarget) => {
    const { MicrosoftGraphClient, readMicrosoftGraphOrg } = requirePeer(PACKAGE) as Module;
    const token = await applicationToken(target);
    const getToken = () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    const client = new MicrosoftGraphClient(`${target.https}/v1.0`, { getToken });
    const options = { loadUserPhotos: false, logger };
    const { users, groups } = await readMicrosoftGraphOrg(client, target.tenantId, options);
    const memberships = (): number => users.reduce((sum, user) => sum + (user.spec.memberOf?.length ?? 0), 0);
    return { objects: () => users.length + groups.length + memberships() };
  },
};
