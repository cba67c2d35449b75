import { GraphFault } from './errors.js';
import { namedKey, pathOf } from './paths.js';

describe('given the ways to write a path of Graph', () => {
  it.each([
    ['/users/', '/users'],
    ['/users/delta()', '/users/delta'],
    ['/users/microsoft.graph.delta()', '/users/delta'],
    ["/users('a%40b.example')/memberOf", '/users/a@b.example/memberOf'],
    ['/groups/g/members/graph.user', '/groups/g/members/microsoft.graph.user'],
    ['/groups/g/members/microsoft.graph.user/$count', '/groups/g/members/microsoft.graph.user/$count'],
    ["/servicePrincipals(appId='x')/owners", "/servicePrincipals/(appId='x')/owners"],
    ["/tenantRelationships/find(domainName='x')", "/tenantRelationships/find(domainName='x')"],
    ["/directoryRoles(roleTemplateId='x')", "/directoryRoles/(roleTemplateId='x')"],
  ])('knows %s as %s', (raw, path) => {
    expect(pathOf(raw)).toBe(path);
  });

  it('refuses what is not well encoded', () => {
    expect(() => pathOf('/users/%zz')).toThrow(GraphFault);
  });

  it('reads a named key with or without brackets, and no other', () => {
    expect([namedKey("(appId='x')", 'appId'), namedKey("appId='x'", 'appId')]).toEqual(['x', 'x']);
    expect([namedKey("(appId='x')", 'deviceId'), namedKey('x', 'appId')]).toEqual([undefined, undefined]);
  });
});
