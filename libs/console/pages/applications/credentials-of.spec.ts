import { credentialsOf, endingOf } from './credentials-of.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');

describe('given the credentials of an application', () => {
  it('puts the next to end first, and those without an end last', () => {
    const found = credentialsOf({
      id: 'a',
      passwordCredentials: [
        { keyId: '1', displayName: 'Late', endDateTime: '2027-01-01T00:00:00Z' },
        { keyId: '2', displayName: null },
      ],
      keyCredentials: [{ keyId: '3', displayName: 'Early', endDateTime: '2026-01-01T00:00:00Z' }],
    });
    expect(found?.map(({ name, kind }) => [name, kind])).toEqual([
      ['Early', 'Certificate'],
      ['Late', 'Secret'],
      ['Without a name', 'Secret'],
    ]);
  });

  it('tells none from unknown', () => {
    expect(credentialsOf({ id: 'a', passwordCredentials: [], keyCredentials: [] })).toEqual([]);
    expect(credentialsOf({ id: 'a' })).toBeUndefined();
  });

  it.each([
    ['2026-05-31T23:59:59Z', 'ended'],
    ['2026-06-30T23:59:59Z', 'soon'],
    ['2026-07-01T00:00:00Z', 'valid'],
    [undefined, 'unknown'],
  ])('calls an end at %s %s', (endAt, state) => {
    expect(endingOf(endAt, NOW)).toBe(state);
  });
});
