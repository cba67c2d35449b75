import { parseRange } from '../conditions/address.js';

const BITS = { 4: 32n, 6: 128n } as const;
const PREFIX_MIN = { 4: 16n, 6: 48n } as const;

/** RFC 1918, RFC 6598, loopback, link-local and RFC 4193: addresses that no sign-in from the internet has. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

/** Whether a CIDR range has more addresses than a /16 (IPv4) or a /48 (IPv6). */
export function isBroad(range: string): boolean {
  const parsed = parseRange(range);
  if (parsed === undefined) return false;
  const bits = BITS[parsed.family] - PREFIX_MIN[parsed.family];
  return parsed.last - parsed.first + 1n > 1n << bits;
}

/** Whether a CIDR range holds private addresses only. */
export function isPrivate(range: string): boolean {
  const parsed = parseRange(range);
  return PRIVATE.some((each) => {
    const other = parseRange(each);
    if (parsed === undefined || other?.family !== parsed.family) return false;
    return other.first <= parsed.first && parsed.last <= other.last;
  });
}
