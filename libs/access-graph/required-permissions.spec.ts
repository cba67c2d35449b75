import { MICROSOFT_GRAPH_APP_ID } from './graph-permissions.js';
import { requiredPermissions, type PermissionOffer } from './required-permissions.js';

const GRAPH: PermissionOffer = {
  name: 'Microsoft Graph',
  permissions: new Map([
    ['r1', 'Directory.ReadWrite.All'],
    ['r2', 'User.Read'],
  ]),
};

const OTHER: PermissionOffer = { name: 'Payroll', permissions: new Map([['r1', 'Directory.ReadWrite.All']]) };

describe('given what an app registration asks for', () => {
  const offers = new Map([
    [MICROSOFT_GRAPH_APP_ID, GRAPH],
    ['payroll', OTHER],
  ]);
  const found = requiredPermissions(
    [
      {
        resourceAppId: MICROSOFT_GRAPH_APP_ID,
        permissions: [
          { id: 'r1', kind: 'application' },
          { id: 'r2', kind: 'delegated' },
          { id: 'gone', kind: 'delegated' },
        ],
      },
      { resourceAppId: 'payroll', permissions: [{ id: 'r1', kind: 'application' }] },
      { resourceAppId: 'nowhere', permissions: [{ id: 'r1', kind: 'application' }] },
    ],
    (id) => offers.get(id),
  );

  it('names each permission and its resource, and leaves both open where the resource was not read', () => {
    expect(found.map(({ resourceName, kind, permission }) => [resourceName, kind, permission])).toEqual([
      ['Microsoft Graph', 'application', 'Directory.ReadWrite.All'],
      ['Microsoft Graph', 'delegated', 'User.Read'],
      ['Microsoft Graph', 'delegated', null],
      ['Payroll', 'application', 'Directory.ReadWrite.All'],
      [null, 'application', null],
    ]);
  });

  it('judges those of Microsoft Graph only', () => {
    expect(found.map(({ level }) => level?.level ?? null)).toEqual([
      'takes-over-tenant',
      'reads',
      null,
      null,
      null,
    ]);
  });
});
