import type { HsError } from '../errors.ts';
import { invalidValue } from './invalid-value.ts';
import { canonicalIpAddress } from './ip-address.ts';
import { quoted } from './quoted.ts';
import { maskSecret } from './secret.ts';

/** What a reference on the command line can mean, before anything was looked up. */
export type Selector =
  /** `id:5` */
  | { readonly kind: 'id'; readonly id: string }
  /** `name:5` */
  | { readonly kind: 'name'; readonly name: string }
  /** `5`: an id, or the name of somebody called 5. */
  | { readonly kind: 'digits'; readonly text: string }
  /** `fd7a::0:1`, with its canonical spelling. */
  | { readonly kind: 'ipAddress'; readonly text: string; readonly address: string }
  /** `nodekey:` and 64 hex digits in lower case. */
  | { readonly kind: 'nodeKey'; readonly text: string; readonly nodeKey: string }
  /** `alice@example.com`: an e-mail address, or a name that OIDC gave. */
  | { readonly kind: 'email'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string };

/** The largest id a server can have (unsigned 64 bits). */
const LARGEST_ID = 18_446_744_073_709_551_615n;
/** What follows `id:` is shown up to this length: more could be part of a secret. */
const LONGEST_ID_SHOWN = 12;

/**
 * Reads a reference to a user, node or key. `id:` and `name:` force a meaning; nothing is trimmed or folded.
 * @param noun what is looked for, for messages: `user`, `node`
 * @throws HsError `invalid_value` for empty references, id 0 (0.23 to 0.26 take it for the first row, and delete
 *   that one: measured), ids that are no ids and cut node keys
 */
export function parseSelector(text: string, noun: string): Selector {
  if (text.trim() === '') {
    throw invalidValue(
      `An empty text names no ${noun}`,
      `Write its id or name, for example id:5 or name:laptop.`,
    );
  }
  if (text.startsWith('id:')) return { kind: 'id', id: parseId(text.slice(3), text, noun) };
  if (text.startsWith('name:')) return { kind: 'name', name: parseForcedName(text, noun) };
  if (/^0+$/.test(text)) throw refuseZero(text, noun);
  if (isId(text)) return { kind: 'digits', text };
  if (text.startsWith('nodekey:')) return { kind: 'nodeKey', text, nodeKey: parseNodeKey(text) };
  const address = canonicalIpAddress(text);
  if (address !== undefined) return { kind: 'ipAddress', text, address };
  if (/^[^@\s]+@[^@\s]+$/.test(text)) return { kind: 'email', text };
  return { kind: 'text', text };
}

/** The text a selector compares with names: what was typed, without a forcing prefix. */
export function selectorText(selector: Selector): string {
  if (selector.kind === 'id') return selector.id;
  return selector.kind === 'name' ? selector.name : selector.text;
}

/** A line read from `-`: there bare digits are ids and nothing else, since `-o name` prints ids. */
export function pipedReference(line: string): string {
  return /^\d+$/.test(line) ? `id:${line}` : line;
}

/** True for a positive decimal number without leading zeros that fits 64 bits. */
function isId(text: string): boolean {
  return /^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= LARGEST_ID;
}

function parseId(id: string, text: string, noun: string): string {
  if (/^0+$/.test(id)) throw refuseZero(text, noun);
  if (isId(id)) return id;
  const shown = quoted(id.length > LONGEST_ID_SHOWN ? `id:${maskSecret(id)}` : text);
  throw invalidValue(
    `${shown} names no ${noun}: after "id:" comes a whole number without leading zeros`,
    'Write it as lists show it, for example id:5.',
  );
}

function parseForcedName(text: string, noun: string): string {
  const name = text.slice('name:'.length);
  if (name.trim() !== '') return name;
  throw invalidValue(
    `${quoted(text)} names no ${noun}: the name is empty`,
    'Write the name, for example name:laptop.',
  );
}

function parseNodeKey(text: string): string {
  const key = text.toLowerCase();
  if (/^nodekey:[0-9a-f]{64}$/.test(key)) return key;
  const length = text.length - 'nodekey:'.length;
  throw invalidValue(
    `${quoted(text)} is not a whole node key: after "nodekey:" come 64 hex digits, here are ${length} characters`,
    'Copy the key again, or name the node by id or name.',
  );
}

function refuseZero(text: string, noun: string): HsError {
  return invalidValue(
    `${quoted(text)} names no ${noun}: ids begin with 1, and some releases take 0 for the first one they have`,
    `Write its id or name; a ${noun} that is really called 0 is name:0.`,
  );
}
