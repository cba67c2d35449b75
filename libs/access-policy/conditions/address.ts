/** An IP address as a number, with its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** The addresses of one CIDR range, both ends included. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
const MAPPED_PREFIX = 0xffffn; // ::ffff:0:0/96, IPv4 in IPv6 (RFC 4291)

/** Reads an IPv4 or IPv6 address; IPv4 in IPv6 is IPv4. Undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  const [bare = ''] = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .split('%');
  if (!bare.includes(':')) return parseIpv4(bare);
  const value = parseIpv6(bare);
  if (value === undefined) return undefined;
  if (value >> 32n === MAPPED_PREFIX) return { family: 4, value: value & 0xffffffffn };
  return { family: 6, value };
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return { family: 4, value: parts.reduce((value, part) => value * 256n + BigInt(part), 0n) };
}

function parseIpv6(text: string): bigint | undefined {
  const halves = withoutDottedTail(text)?.split('::');
  if (halves === undefined || halves.length > 2) return undefined;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => value * 0x10000n + BigInt(`0x${group}`), 0n);
}

/** `::ffff:1.2.3.4` written as two groups. */
function withoutDottedTail(text: string): string | undefined {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!tail.includes('.')) return text;
  const address = parseIpv4(tail);
  if (address === undefined) return undefined;
  const hex = address.value.toString(16).padStart(8, '0');
  return `${text.slice(0, start)}${hex.slice(0, 4)}:${hex.slice(4)}`;
}

/** Reads a CIDR range; the host part is ignored, an address alone is a range of one. Undefined if malformed. */
export function parseRange(text: string): AddressRange | undefined {
  const [host = '', prefix, ...rest] = text.split('/');
  const address = parseAddress(host);
  if (address === undefined || rest.length > 0) return undefined;
  const bits = BITS[address.family];
  const isMapped = address.family === 4 && host.includes(':');
  const length = prefix === undefined ? bits : Number(prefix) - (isMapped ? 96 : 0);
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  if (length < 0 || length > bits) return undefined;
  const free = BigInt(bits - length);
  const first = (address.value >> free) << free;
  return { family: address.family, first, last: first + (1n << free) - 1n };
}

/** Whether an address lies in a range. */
export function isInRange(address: Address, { family, first, last }: AddressRange): boolean {
  return address.family === family && first <= address.value && address.value <= last;
}
