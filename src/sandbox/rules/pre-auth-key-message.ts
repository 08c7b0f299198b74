import type { Context } from '../context.ts';
import { from } from '../context.ts';
import type { Message } from '../message.ts';
import type { PreAuthKeyRow, UserRow } from '../store/rows.ts';
import { userMessage } from './user-message.ts';

/** Where a key is shown: the answer to its creation, a list, or inside a node. */
export type KeyPlace = 'created' | 'list' | 'node';

const MASKABLE = /^(hskey-auth-[\w-]{12})-/;

/** A pre-auth key as the release sends it at this place. */
export function preAuthKeyMessage(context: Context, key: PreAuthKeyRow, place: KeyPlace): Message {
  const user = key.userId === null ? undefined : context.store.users.get(key.userId);
  const messages = from(context, '0.26');
  return {
    id: messages ? key.id : String(key.id),
    user: messages ? user && userMessage(context.release, user) : user && shownName(context, user),
    key: place === 'created' ? key.secret : shownSecret(context, key.secret),
    reusable: key.reusable,
    ephemeral: key.ephemeral,
    used: key.used,
    expiration: key.expiration,
    createdAt: key.createdAt,
    // 0.23 loads the tags for lists only.
    aclTags: from(context, '0.24') || place === 'list' ? key.tags : [],
  };
}

/** 0.28 and later keep no secret of their own keys; older keys are still shown whole. */
function shownSecret(context: Context, secret: string): string {
  const [, prefix] = MASKABLE.exec(secret) ?? [];
  return from(context, '0.28') && prefix !== undefined ? `${prefix}-***` : secret;
}

/** 0.24 and 0.25 show the e-mail where there is one. */
function shownName(context: Context, user: UserRow): string {
  return from(context, '0.24') ? user.email || user.name : user.name;
}
