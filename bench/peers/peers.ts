import { backstage } from './backstage.js';
import type { Peer } from './peer.js';
import { sdkSequential } from './sdk-sequential.js';

/** Everybody the plugin is measured against. */
export const PEERS: readonly Peer[] = [
  backstage,
  sdkSequential,
  {
    who: 'jupiterone',
    needs: '@jupiterone/graph-azure',
    read: undefined,
    unavailable:
      'Its package @jupiterone/graph-azure is not published (npm answers 404), nor is the version of ' +
      '@jupiterone/integration-sdk-core that its sources need.',
  },
];
