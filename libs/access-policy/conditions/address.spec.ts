import * as fc from 'fast-check';
import { isInRange, parseAddress, parseRange } from './address.js';

const isIn = (address: string, range: string): boolean | undefined => {
  const [parsed, parsedRange] = [parseAddress(address), parseRange(range)];
  return parsed === undefined || parsedRange === undefined ? undefined : isInRange(parsed, parsedRange);
};

describe('given addresses and ranges', () => {
  it.each([
    ['10.0.0.0', '10.0.0.0/8', true],
    ['10.255.255.255', '10.0.0.0/8', true],
    ['11.0.0.0', '10.0.0.0/8', false],
    ['10.1.2.3', '10.9.9.9/8', true], // the host part of a range does not matter
    ['6.5.4.3', '6.5.4.3/32', true],
    ['6.5.4.3', '6.5.4.3', true],
    ['6.5.4.4', '6.5.4.3', false],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['2001:db8::1', '0.0.0.0/0', false],
    ['2001:4898:80e8:ffff::', '2001:4898:80e8:7:d92a:7695:fda1:9d62/48', true],
    ['2001:4898:80e9::', '2001:4898:80e8:7:d92a:7695:fda1:9d62/48', false],
    ['::1', '::/0', true],
    ['::ffff:10.0.0.1', '10.0.0.0/8', true],
    ['10.0.0.1', '::ffff:10.0.0.0/104', true],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['[2001:db8::1]', '2001:db8::/32', true],
  ])('%s in %s: %s', (address, range, expected) => {
    expect(isIn(address, range)).toBe(expected);
  });

  it.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    'a.b.c.d',
    '1::2::3',
    '1:2:3',
    ':::',
    'g::',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '::1.2.3',
  ])('reads no address from "%s"', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it.each(['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/x', '10.0.0.0/8/8', '::/129', '/8', '10.0.0.0/'])(
    'reads no range from "%s"',
    (text) => {
      expect(parseRange(text)).toBeUndefined();
    },
  );

  it('reads every address that it can write', () => {
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        const value = text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
        expect(parseAddress(text)).toEqual({ family: 4, value });
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
        const value = groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0n);
        expect(parseAddress(groups.map((group) => group.toString(16)).join(':'))).toEqual({
          family: 6,
          value,
        });
      }),
    );
  });
});
