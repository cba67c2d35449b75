import type { JsonObject } from '#kernel/json.js';
import { GraphFault } from './errors.js';
import { compileFilter } from './filter.js';

const user: JsonObject = {
  displayName: 'Ada Admin',
  userType: 'Member',
  accountEnabled: true,
  mail: null,
  createdDateTime: '2024-05-01T00:00:00Z',
  assignedLicenses: [{ skuId: 'a', disabledPlans: [] }],
  otherMails: [],
  proxyAddresses: ['SMTP:ada@contoso.example', 'smtp:admin@contoso.example'],
};

describe('given the filters that are documented for users and groups', () => {
  it.each([
    ["startswith(displayName,'ada')", true],
    ["not(userType eq 'Guest')", true],
    ["NOT userType eq 'Guest' AND accountEnabled eq true", true],
    ["userType in ('Guest','Member')", true],
    ["displayName eq 'x' or (mail eq null and userType ne 'Guest')", true],
    ['createdDateTime ge 2025-01-01T00:00:00Z', false],
    ["proxyAddresses/any(p:startswith(p,'smtp:admin'))", true],
    ["proxyAddresses/any(p:p eq 'x' or endswith(p,'contoso.example'))", true],
    ["proxyAddresses/any(p:not(startswith(p,'smtp:')))", false],
    ["assignedLicenses/any(l:l/skuId eq 'a')", true],
    ["assignedLicenses/any(l:l/skuId eq 'b') or userType eq 'Member'", true],
    ['assignedLicenses/$count eq 0', false],
    ['otherMails/$count eq 0', true],
  ])('decides %s', (text, expected) => {
    expect(compileFilter(text).matches(user)).toBe(expected);
  });

  it.each([
    ["startswith(displayName,'a')", undefined],
    ["endswith(mail,'a')", 'endsWith'],
    ["userType ne 'Guest'", 'ne'],
    ["not(userType eq 'Guest')", 'not'],
    ['assignedLicenses/$count eq 0', '$count'],
  ])('names the operator of %s that needs advanced queries', (text, operator) => {
    expect(compileFilter(text).advanced).toBe(operator);
  });

  it.each(['displayName eq', "tolower(displayName) eq 'x'", 'owners/$count eq 0', "a eq 'b' c"])(
    'refuses %s',
    (text) => {
      expect(() => compileFilter(text)).toThrow(GraphFault);
    },
  );
});
