import { applicationToken, requirePeer, type Peer, type PeerData, type PeerTarget } from './peer.js';

const PACKAGE = '@microsoft/microsoft-graph-client';
const USER_PROPERTIES =
  'id,displayName,userPrincipalName,mail,accountEnabled,userType,givenName,surname,jobTitle,department';

interface Row {
  readonly id: string;
}

interface SdkClient {
  api(path: string): { get(): Promise<object> };
}

interface Sdk {
  readonly Client: { initWithMiddleware(options: object): SdkClient };
  readonly PageIterator: new (
    client: SdkClient,
    page: object,
    each: (row: Row) => boolean,
  ) => { iterate(): Promise<void> };
}

class SequentialReader {
  constructor(
    private readonly sdk: Sdk,
    private readonly client: SdkClient,
  ) {}

  async read(): Promise<PeerData> {
    const organization = await this.list('/organization');
    const users = await this.list(`/users?$top=999&$select=${USER_PROPERTIES}`);
    const groups = await this.list('/groups?$top=999');
    const members = new Map<string, readonly Row[]>();
    for (const { id } of groups)
      members.set(id, await this.list(`/groups/${id}/members?$top=999&$select=id`));
    const memberships = (): number => [...members.values()].reduce((sum, rows) => sum + rows.length, 0);
    return { objects: () => (organization.length > 0 ? users.length + groups.length + memberships() : 0) };
  }

  private async list(path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    const page = await this.client.api(path).get();
    await new this.sdk.PageIterator(this.client, page, (row) => {
      rows.push(row);
      return true;
    }).iterate();
    return rows;
  }
}

/** What one writes first with Microsoft's own SDK: its page iterator, one group after another. */
export const sdkSequential: Peer = {
  who: 'sdk-sequential',
  needs: PACKAGE,
  read: async (target: PeerTarget) => {
    const sdk = requirePeer(PACKAGE) as Sdk;
    const token = await applicationToken(target);
    const client = sdk.Client.initWithMiddleware({
      authProvider: { getAccessToken: () => Promise.resolve(token) },
      baseUrl: `${target.https}/`,
      defaultVersion: 'v1.0',
      customHosts: new Set([new URL(target.https).hostname]),
    });
    return new SequentialReader(sdk, client).read();
  },
};
