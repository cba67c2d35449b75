import { parseGroupFilter } from './group-filter.js';

describe('given a group filter', () => {
  it.each([
    ["startswith(displayName,'Sales')", [{ kind: 'startswith', value: 'Sales' }]],
    ["displayName eq 'All Hands'", [{ kind: 'eq', value: 'All Hands' }]],
    [
      "startswith(displayName, 'O''Brien or') OR displayName eq 'b'",
      [
        { kind: 'startswith', value: "O'Brien or" },
        { kind: 'eq', value: 'b' },
      ],
    ],
  ])('reads %s', (text, expected) => {
    expect(parseGroupFilter(text)).toEqual(expected);
  });

  it.each([
    "endswith(displayName,'x')",
    "mail eq 'x'",
    "displayName eq 'x' and mail eq 'y'",
    'displayName',
    "displayName eq 'x",
  ])('refuses %s', (text) => {
    expect(parseGroupFilter(text)).toBeUndefined();
  });
});
