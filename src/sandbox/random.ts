/** Where keys, secrets and name suffixes come from. */
export interface Random {
  bytes(count: number): Uint8Array;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HEX = '0123456789abcdef';
const SUFFIX = 'abcdefghijklmnopqrstuvwxyz0123456789';

function characters(random: Random, alphabet: string, count: number): string {
  return Array.from(random.bytes(count), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** `count` characters of `A-Za-z0-9-_`. */
export function base64url(random: Random, count: number): string {
  return characters(random, BASE64URL, count);
}

/** `count` hexadecimal digits, lower case. */
export function hex(random: Random, count: number): string {
  return characters(random, HEX, count);
}

/** `count` lower-case letters and digits, as Headscale ends names that would not be unique. */
export function nameSuffix(random: Random, count: number): string {
  return characters(random, SUFFIX, count);
}
