import { compareInstants } from '../../domain/instant.ts';
import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import type { Message } from '../message.ts';
import { boolOf, idOf, instantOf, textOf, textsOf } from '../message.ts';
import { base64url, hex } from '../random.ts';
import { bareError, CODES } from '../status.ts';
import type { PreAuthKeyRow, UserRow } from '../store/rows.ts';
import { compareText } from './compare-text.ts';
import { preAuthKeyMessage } from './pre-auth-key-message.ts';
import { badTag, distinct, sortedDistinct } from './tags.ts';
import { userById, userByName } from './user-lookup.ts';
import { ZERO_TIME } from './zero-time.ts';

/** CreatePreAuthKey. Without an expiration the key is expired from the start. */
export const createPreAuthKey: Rule = (context, request) => {
  const tags = textsOf(request, 'aclTags');
  const owner = ownerOfNewKey(context, request, tags);
  const key = context.store.preAuthKeys.insert({
    userId: owner?.id ?? null,
    secret: newSecret(context),
    reusable: boolOf(request, 'reusable'),
    ephemeral: boolOf(request, 'ephemeral'),
    used: false,
    expiration: instantOf(request, 'expiration') ?? ZERO_TIME,
    createdAt: present(context),
    tags: from(context, '0.27.0') ? sortedDistinct(tags) : distinct(tags),
  });
  return { preAuthKey: preAuthKeyMessage(context, key, 'created') };
};

/** ListPreAuthKeys: of one user up to 0.27, of all since. */
export const listPreAuthKeys: Rule = (context, request) => {
  const { preAuthKeys } = context.store;
  const keys = from(context, '0.28') ? preAuthKeys.all() : keysOf(context, owner(context, request));
  return { preAuthKeys: keys.map((key) => preAuthKeyMessage(context, key, 'list')) };
};

/** ExpirePreAuthKey: by secret up to 0.27, by id since. */
export const expirePreAuthKey: Rule = (context, request) => {
  const key = from(context, '0.28') ? keyById(context, request) : keyOfUser(context, request);
  if (key) context.store.preAuthKeys.update(key.id, { expiration: present(context) });
  return {};
};

/** DeletePreAuthKey (0.28 and later). Nodes go on showing the key until a restart. */
export const deletePreAuthKey: Rule = (context, request) => {
  const key = keyById(context, request);
  if (key) {
    context.store.preAuthKeys.delete(key.id);
    context.store.deletedPreAuthKeys.set(key.id, key);
  }
  return {};
};

/** 0.28 and 0.29 answer OK to an id that names no key; 0.30 says so. */
function keyById(context: Context, request: Message): PreAuthKeyRow | undefined {
  const key = context.store.preAuthKeys.get(idOf(request, 'id'));
  if (!key && from(context, '0.30')) throw bareError('auth-key not found: record not found', 'key_not_found');
  return key;
}

function keyOfUser(context: Context, request: Message): PreAuthKeyRow {
  const secret = textOf(request, 'key');
  const key = context.store.preAuthKeys.find((candidate) => candidate.secret === secret);
  if (!key) throw bareError('AuthKey not found', 'key_not_found');
  if (from(context, '0.25')) {
    if (!belongsTo(context, key, request)) {
      throw bareError('preauth key does not belong to user', 'key_not_owned');
    }
    return key;
  }
  if (compareInstants(key.expiration, present(context)) < 0) throw bareError('AuthKey expired');
  if (key.used && !key.reusable) throw bareError('AuthKey has already been used');
  if (!belongsTo(context, key, request)) throw bareError('user mismatch', 'key_not_owned');
  return key;
}

function belongsTo(context: Context, key: PreAuthKeyRow, request: Message): boolean {
  const keyOwner = key.userId === null ? undefined : context.store.users.get(key.userId);
  return from(context, '0.26')
    ? keyOwner?.id === idOf(request, 'user')
    : keyOwner?.name === textOf(request, 'user');
}

/** Up to 0.25 named, later numbered; from 0.28 on nobody, if there are tags. */
function ownerOfNewKey(context: Context, request: Message, tags: readonly string[]): UserRow | undefined {
  for (const tag of tags) {
    const wrong = badTag(context, tag, CODES.invalidArgument);
    if (wrong) throw wrong;
  }
  const ownerless = from(context, '0.28') && idOf(request, 'user') === 0;
  if (ownerless && tags.length === 0) {
    throw bareError('auth-key must be either tagged or owned by user', 'bad_request');
  }
  return ownerless ? undefined : owner(context, request);
}

function owner(context: Context, request: Message): UserRow {
  return from(context, '0.26')
    ? userById(context, idOf(request, 'user'))
    : userByName(context, textOf(request, 'user'));
}

/** Up to 0.25 the ids are sorted as text. */
function keysOf(context: Context, user: UserRow): PreAuthKeyRow[] {
  const keys = context.store.preAuthKeys.filter((key) => key.userId === user.id);
  return from(context, '0.26') ? keys : keys.sort((a, b) => compareText(String(a.id), String(b.id)));
}

function newSecret(context: Context): string {
  const { random } = context;
  if (!from(context, '0.28')) return hex(random, 48);
  const characters = from(context, '0.30') ? hex : base64url;
  return `hskey-auth-${characters(random, 12)}-${characters(random, 64)}`;
}
