import type { Instant } from '../../domain/instant.ts';
import { TAGGED_DEVICES_ID, type User } from '../../domain/user.ts';
import { HsError } from '../../errors.ts';
import type { Message } from '../wire.ts';
import type { EraSchema } from './schema.ts';

/**
 * The decimal id to send. Throws `invalid_value` for 0 and for what is no id: Headscale up to 0.26 takes node 0 for
 * the first node, and 0.28 and later take user 0 for "no owner".
 */
export function idOf(thing: { readonly id: string }, what: string): string {
  if (/^[1-9]\d*$/.test(thing.id)) return thing.id;
  throw new HsError('invalid_value', `"${thing.id}" is not the id of a ${what}, so nothing was sent`);
}

/** The id of a real user; throws `invalid_value` for the pseudo user of tagged nodes too. */
export function userIdOf(user: User): string {
  refusePseudoUser(user);
  return idOf(user, 'user');
}

/**
 * The name of a user for a call that takes no id. Throws `unsupported` where the user has none: an empty name
 * selects whichever user is the only one (0.24 to 0.29).
 */
export function userNameOf(user: User, rpc: string, schema: EraSchema): string {
  refusePseudoUser(user);
  const nameless = user.name === '' || (schema.namesFallBack && showsAnIdForAName(user));
  if (!nameless) return user.name;
  throw new HsError(
    'unsupported',
    `User ${user.id} has no name, and ${rpc} of this release takes users by name`,
    {
      hint: `Give the user a name first: \`hs users rename id:${user.id} NAME\`.`,
    },
  );
}

/** An e-mail address in the name's place cannot be told from a name: the server answers `user not found` to it. */
function showsAnIdForAName(user: User): boolean {
  return user.name === user.id || (user.providerId !== '' && user.name === user.providerId);
}

function refusePseudoUser(user: User): void {
  if (user.id !== TAGGED_DEVICES_ID) return;
  throw new HsError(
    'invalid_value',
    `${user.name} stands for tagged nodes and is no user, so nothing was sent`,
  );
}

/** Text that must not be empty. Throws `invalid_value`. */
export function someText(text: string, what: string): string {
  if (text !== '') return text;
  throw new HsError('invalid_value', `The ${what} is empty, so nothing was sent`);
}

/** A time as protobuf writes it: zeros are left out. */
export function timestampOf({ seconds, nanos }: Instant): Message {
  return { ...(seconds === 0 ? {} : { seconds }), ...(nanos === 0 ? {} : { nanos }) };
}

/** The fields of a request without those that have their default value, as proto3 writes them. */
export function withoutDefaults(fields: Message): Message {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isDefault(value)));
}

function isDefault(value: unknown): boolean {
  return (
    value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0)
  );
}

/** Each once, in the order given: Headscale 0.27 keeps repeated tags. */
export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
