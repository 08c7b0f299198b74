import { isIP } from 'node:net';
import type { Release } from '../../domain/release.ts';
import { since } from '../release.ts';
import { compareText } from './compare-text.ts';

/** `0.0.0.0/0` and `::/0`: together they make an exit node. */
export const EXIT_ROUTES = ['0.0.0.0/0', '::/0'] as const;

export function isExitRoute(prefix: string): boolean {
  return prefix === EXIT_ROUTES[0] || prefix === EXIT_ROUTES[1];
}

/** What Go's `netip.ParsePrefix` says of a text that is no prefix; undefined when it is one. */
export function badPrefix(text: string): string | undefined {
  const slash = text.lastIndexOf('/');
  const says = (why: string) => `netip.ParsePrefix(${quoted(text)}): ${why}`;
  if (slash < 0) return says("no '/'");
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  const family = isIP(address);
  if (family === 0) return says(`ParseAddr(${quoted(address)}): ${whyNoAddress(address)}`);
  if (!/^(0|[1-9]\d*)$/.test(bits)) return says(`bad bits after slash: ${quoted(bits)}`);
  if (Number(bits) > (family === 4 ? 32 : 128)) return says('prefix length out of range');
  return undefined;
}

/** A text is read as IPv4 where a dot comes before any colon; what does not belong there is named (seen on 0.28, 0.29). */
function whyNoAddress(text: string): string {
  const odd = /^[^:%]*\./.test(text) ? /[^\d.].*$/s.exec(text)?.[0] : undefined;
  return odd === undefined ? 'unable to parse IP' : `unexpected character (at ${quoted(odd)})`;
}

/** IPv4 first. Up to 0.28 the shorter prefix comes first and then the lower address; 0.29 turned that round. */
export function sortPrefixes(release: Release, prefixes: readonly string[]): string[] {
  const addressFirst = since(release, '0.29');
  const keyed = prefixes.map((prefix) => ({ prefix, key: sortKey(prefix, addressFirst) }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ prefix }) => prefix);
}

/** The same prefix written as Go writes it: lower case, IPv6 shortened. */
export function canonicalPrefix(prefix: string): string {
  const [address = '', bits = ''] = prefix.split('/');
  return `${address.includes(':') ? shortened(address) : address}/${bits}`;
}

function sortKey(prefix: string, addressFirst: boolean): string {
  const [address = '', bits = ''] = prefix.split('/');
  const family = address.includes(':') ? '6' : '4';
  const length = bits.padStart(3, '0');
  const value = family === '4' ? ipv4Key(address) : groupsOf(address).join(':');
  return addressFirst ? `${family} ${value} ${length}` : `${family} ${length} ${value}`;
}

function ipv4Key(address: string): string {
  return address
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}

/** The eight groups of an IPv6 address, four digits each. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...after].map((group) =>
    group.padStart(4, '0'),
  );
}

function shortened(address: string): string {
  const url = new URL(`http://[${address}]/`);
  return url.hostname.slice(1, -1);
}

/** A text as Go's `%q` writes it, near enough: JSON's quotes. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
