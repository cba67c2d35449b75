import fc from 'fast-check';
import { assertReadOnly } from './read-only.js';

const ENDPOINT = { origin: 'https://graph.microsoft.com', versionPath: '/v1.0' };
const BASE = `${ENDPOINT.origin}${ENDPOINT.versionPath}`;

const request = (method: string, url: string, body?: string, headers: Record<string, string> = {}) => ({
  method,
  url,
  headers,
  body,
});

const verdict = (...parts: Parameters<typeof request>): string => {
  try {
    assertReadOnly(request(...parts), ENDPOINT);
    return 'passes';
  } catch (error) {
    return error instanceof Error ? (error.message.split(':', 1)[0] ?? '') : '';
  }
};

describe('given the guard in front of Graph', () => {
  it('lets no method pass but GET, and POST to the query endpoints', () => {
    const methods = fc.oneof(
      fc.constantFrom('PUT', 'PATCH', 'DELETE', 'get', 'Post', 'MERGE', 'OPTIONS', 'TRACE'),
      fc.string({ minLength: 1, maxLength: 8 }).filter((method) => method !== 'GET' && method !== 'POST'),
    );
    fc.assert(fc.property(methods, (method) => verdict(method, `${BASE}/users`) === 'write-refused'));
  });

  it('lets no POST pass that is not a query, whatever its path', () => {
    const segments = fc.array(fc.stringMatching(/^[A-Za-z$.()-]{1,12}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(segments, (parts) => {
        const path = `/${parts.join('/')}`;
        const isQuery =
          /^\/(\$batch|directoryobjects\/getbyids|identity\/conditionalaccess\/evaluate)$/i.test(path);
        return isQuery || verdict('POST', BASE + path, '{}') !== 'passes';
      }),
    );
  });

  it('lets no batch pass with an item that is not a plain GET of this Graph', () => {
    const good = { id: '1', method: 'GET', url: '/users' };
    const bad = fc.oneof(
      fc.record({
        id: fc.string(),
        method: fc.constantFrom('POST', 'PATCH', 'DELETE', 'get', ''),
        url: fc.constant('/users'),
      }),
      fc.record({
        id: fc.string(),
        method: fc.constant('GET'),
        url: fc.constantFrom(
          '//evil.example/users',
          'https://evil.example',
          'users',
          '/a/../b',
          '/a%2fb',
          '\\\\evil',
        ),
      }),
      fc.record({
        id: fc.string(),
        method: fc.constant('GET'),
        url: fc.constant('/users'),
        body: fc.constant({}),
      }),
      fc.record({
        id: fc.string(),
        method: fc.constant('GET'),
        url: fc.constant('/users'),
        headers: fc.constant({ 'X-HTTP-Method': 'DELETE' }),
      }),
    );
    expect(verdict('POST', `${BASE}/$batch`, JSON.stringify({ requests: [good] }))).toBe('passes');
    fc.assert(
      fc.property(bad, fc.nat(3), (item, place) => {
        const requests = [good, good, good];
        requests.splice(place, 0, item as typeof good);
        return verdict('POST', `${BASE}/$batch`, JSON.stringify({ requests })) === 'write-refused';
      }),
    );
  });

  it.each([
    [
      'a method in other letters beside',
      '{"requests":[{"id":"1","method":"GET","Method":"DELETE","url":"/users"}]}',
    ],
    ['a second method', '{"requests":[{"id":"1","method":"DELETE","method":"GET","url":"/users"}]}'],
    ['a body in other letters', '{"requests":[{"id":"1","method":"GET","url":"/users","BODY":{}}]}'],
    ['other requests beside', '{"requests":[{"id":"1","method":"GET","url":"/users"}],"Requests":[]}'],
  ])('lets no batch pass with %s', (_, body) => {
    expect(verdict('POST', `${BASE}/$batch`, body)).toBe('write-refused');
  });

  it('follows no link to another origin or version', () => {
    const foreign = fc.oneof(
      fc.webUrl().filter((url) => !url.startsWith(`${BASE}/`)),
      fc.constantFrom(
        'https://graph.microsoft.com.evil.example/v1.0/users',
        'https://graph.microsoft.com@evil.example/v1.0/users',
        'https://evil.example/v1.0/users',
        'http://graph.microsoft.com/v1.0/users',
        'https://graph.microsoft.com/beta/users',
        'https://graph.microsoft.com/v1.0/../beta/users',
        'https://graph.microsoft.com/v1.0/%2e%2e/beta/users',
        'https://graph.microsoft.com:444/v1.0/users',
        'not a url',
      ),
    );
    fc.assert(fc.property(foreign, (url) => verdict('GET', url) === 'graph-link-foreign'));
    expect(verdict('GET', `${BASE}/users?$skiptoken=x`)).toBe('passes');
  });

  it.each(['x-http-method', 'X-HTTP-Method-Override', 'x-method-override'])(
    'refuses the header %s',
    (name) => {
      expect(verdict('GET', `${BASE}/users`, undefined, { [name]: 'DELETE' })).toBe('write-refused');
    },
  );

  it('refuses a GET with a body', () => {
    expect(verdict('GET', `${BASE}/users`, '{}')).toBe('write-refused');
  });
});
