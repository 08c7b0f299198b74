import { OfficialError } from '../errors/official-error.ts';
import { goQuoted } from './go-quoted.ts';

/** What Go's parser of whole numbers takes, and what it calls itself in errors. */
interface GoInteger {
  readonly least: bigint;
  readonly most: bigint;
  readonly parser: string;
}

export const UNSIGNED: GoInteger = { least: 0n, most: 2n ** 64n - 1n, parser: 'ParseUint' };
export const SIGNED: GoInteger = { least: -(2n ** 63n), most: 2n ** 63n - 1n, parser: 'ParseInt' };

/** @throws OfficialError in Go's words */
export function parseGoBool(text: string): boolean {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw new OfficialError(`strconv.ParseBool: parsing ${goQuoted(text)}: invalid syntax`);
}

/**
 * A whole number in any of Go's notations: `0x10`, `0b1`, `0o17`, `017` (octal) and `1_000`.
 * @throws OfficialError in Go's words
 */
export function parseGoInteger(text: string, { least, most, parser }: GoInteger): bigint {
  const fail = (why: string) => new OfficialError(`strconv.${parser}: parsing ${goQuoted(text)}: ${why}`);
  const sign = least < 0n ? (/^[+-]/.exec(text)?.[0] ?? '') : '';
  const size = magnitude(text.slice(sign.length));
  if (size === undefined) throw fail('invalid syntax');
  const value = sign === '-' ? -size : size;
  if (value < least || value > most) throw fail('value out of range');
  return value;
}

function magnitude(digits: string): bigint | undefined {
  // An underscore stands between digits, or behind what says the base.
  const plain = digits.replaceAll(/(?<=[0-9a-fA-FxXoObB])_(?=[0-9a-fA-F])/g, '');
  if (/^0[0-7]+$/.test(plain)) return BigInt(`0o${plain.slice(1)}`);
  return /^(0|[1-9]\d*|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(plain) ? BigInt(plain) : undefined;
}
