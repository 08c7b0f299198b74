import type { HsError } from '../errors.ts';
import { invalidValue } from './invalid-value.ts';
import { formatIpAddress, isMappedV4, parseIpAddress } from './ip-address.ts';
import { quoted } from './quoted.ts';

/** A network in CIDR notation. `first` is its lowest address as a number. */
export interface Prefix {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly length: number;
  /** The canonical spelling, as servers write it: `10.1.0.0/24`, `fd00:1::/64`. */
  readonly text: string;
}

/** What a CIDR text holds, host bits included: servers take and keep prefixes such as `10.1.0.5/24`. */
interface Cidr {
  readonly family: 4 | 6;
  readonly value: bigint;
  readonly length: number;
}

const EXAMPLE = 'for example 10.1.0.0/24 or fd00:1::/64';

/**
 * Reads a prefix that shall be approved or revoked.
 * @throws HsError `invalid_value`: no CIDR, no length, bits set behind the length, IPv4 in IPv6 clothes
 */
export function parsePrefix(text: string): Prefix {
  const cidr = parseCidr(text);
  if (cidr === undefined) throw refuseForm(text);
  if (isMappedV4({ family: cidr.family, value: cidr.value })) {
    throw invalidValue(`${quoted(text)} is an IPv4 network written as IPv6`, `Write it as IPv4, ${EXAMPLE}.`);
  }
  const prefix = masked(cidr);
  if (prefix.first === cidr.value) return prefix;
  throw invalidValue(
    `${quoted(text)} is an address inside a network, not the network: bits behind /${cidr.length} are set`,
    `Write the network, ${prefix.text}, or the address alone, ${single(cidr)}.`,
  );
}

/** The network that a server's text stands for, host bits cleared; undefined where it is no CIDR. */
export function networkOf(text: string): Prefix | undefined {
  const cidr = parseCidr(text);
  return cidr === undefined ? undefined : masked(cidr);
}

/** The canonical spelling of a server's text, host bits kept since servers tell them apart; else the text itself. */
export function canonicalCidr(text: string): string {
  const cidr = parseCidr(text);
  return cidr === undefined ? text : `${formatIpAddress(cidr)}/${cidr.length}`;
}

/** True where two networks share an address. */
export function prefixesOverlap(a: Prefix, b: Prefix): boolean {
  if (a.family !== b.family) return false;
  const shift = BigInt(widthOf(a.family) - Math.min(a.length, b.length));
  return a.first >> shift === b.first >> shift;
}

function parseCidr(text: string): Cidr | undefined {
  const [, host = '', digits = ''] = /^([^/\s]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseIpAddress(host);
  if (address === undefined || (digits.length > 1 && digits.startsWith('0'))) return undefined;
  const length = Number(digits);
  return length > widthOf(address.family) ? undefined : { ...address, length };
}

function masked({ family, value, length }: Cidr): Prefix {
  const shift = BigInt(widthOf(family) - length);
  const first = (value >> shift) << shift;
  return { family, first, length, text: `${formatIpAddress({ family, value: first })}/${length}` };
}

function single(cidr: Pick<Cidr, 'family' | 'value'>): string {
  return `${formatIpAddress(cidr)}/${widthOf(cidr.family)}`;
}

function widthOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

function refuseForm(text: string): HsError {
  const rule = `Write a network as address/length, ${EXAMPLE}.`;
  if (text === '') return invalidValue('An empty text is not a route', rule);
  const address = parseIpAddress(text);
  if (address !== undefined) {
    return invalidValue(
      `${quoted(text)} is an address, not a route: the length is missing`,
      `Write ${single(address)} for this one address, or the length of its network${networkExample(address)}.`,
    );
  }
  const [, host = '', length = ''] = /^([^/]*)\/(.*)$/s.exec(text) ?? [];
  const family = parseIpAddress(host)?.family;
  if (family !== undefined) {
    return invalidValue(
      `${quoted(text)} is not a route: ${quoted(length)} is no length from 0 to ${widthOf(family)}`,
      rule,
    );
  }
  return invalidValue(`${quoted(text)} is not a route`, rule);
}

/** The network most often meant: /24 in IPv4, /64 in IPv6. */
function networkExample({ family, value }: Pick<Cidr, 'family' | 'value'>): string {
  return `, as in ${masked({ family, value, length: family === 4 ? 24 : 64 }).text}`;
}
