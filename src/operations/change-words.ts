import { createHash } from 'node:crypto';
import type { ApiKey } from '../domain/api-key.ts';
import type { ChangeRecord, ChangeTarget } from '../domain/change-record.ts';
import { toRfc3339 } from '../domain/instant.ts';
import type { Node } from '../domain/node.ts';
import type { PreAuthKey } from '../domain/pre-auth-key.ts';
import { maskSecret } from '../domain/secret.ts';
import type { User } from '../domain/user.ts';
import type { HeadscaleApi, NodeExpiry } from '../headscale/port.ts';
import type { ChangingCall } from './changing-calls.ts';

/** What is told of a change before and after it was made. */
export type ChangeWords = Pick<ChangeRecord, 'change' | 'target' | 'detail'>;

/** The words for each changing call; what it answered is there only when it answered. */
export type ChangeDescriptions = {
  readonly [Call in ChangingCall]: (
    args: Parameters<HeadscaleApi[Call]>,
    answer: Awaited<ReturnType<HeadscaleApi[Call]>> | undefined,
  ) => ChangeWords;
};

/** How the history tells each change. Nothing here may be a secret. */
export const CHANGE_WORDS: ChangeDescriptions = {
  createUser: ([user], made) => words('users create', made ? ofUser(made) : target('user', user.name)),
  renameUser: ([user, name]) => words('users rename', ofUser(user), `to ${name}`),
  deleteUser: ([user]) => words('users delete', ofUser(user)),

  createPreAuthKey: ([wish], made) =>
    words(
      'preauthkeys create',
      made ? ofPreAuthKey(made) : target('pre-auth key', ''),
      [
        ...(wish.user ? [`for ${wish.user.name}`] : []),
        ...(wish.aclTags.length > 0 ? [wish.aclTags.join(', ')] : []),
        `until ${toRfc3339(wish.expiration)}`,
      ].join(', '),
    ),
  expirePreAuthKey: ([key]) => words('preauthkeys expire', ofPreAuthKey(key)),
  deletePreAuthKey: ([key]) => words('preauthkeys delete', ofPreAuthKey(key)),

  registerNode: ([user], made) =>
    words('nodes register', made ? ofNode(made) : target('node', ''), `for ${user.name}`),
  renameNode: ([node, name]) => words('nodes rename', ofNode(node), `to ${name}`),
  deleteNode: ([node]) => words('nodes delete', ofNode(node)),
  expireNode: ([node, expiry]) => words('nodes expire', ofNode(node), expiryWords(expiry)),
  setTags: ([node, tags]) => words('nodes tag set', ofNode(node), tags.join(', ') || 'no tags'),
  moveNode: ([node, user]) => words('nodes move', ofNode(node), `to ${user.name}`),
  setApprovedRoutes: ([node, routes]) =>
    words('routes approve', ofNode(node), `approved now: ${routes.join(', ') || 'none'}`),
  backfillNodeIps: (_, changes) =>
    words('nodes backfill-ips', target('server', 'all nodes'), changes ? `${changes.length} changes` : ''),

  approveAuth: ([id]) => words('auth approve', target('auth request', maskSecret(id))),
  rejectAuth: ([id]) => words('auth reject', target('auth request', maskSecret(id))),

  createApiKey: ([expiration], secret) =>
    words(
      'apikeys create',
      target('API key', secret === undefined ? '' : maskSecret(secret)),
      `until ${toRfc3339(expiration)}`,
    ),
  expireApiKey: ([key]) => words('apikeys expire', ofApiKey(key)),
  deleteApiKey: ([key]) => words('apikeys delete', ofApiKey(key)),

  setPolicy: ([text]) => words('policy set', target('policy', 'policy'), `sha256 ${sha256(text)}`),
};

/** The words for a call made by hand. Its message is left out: nobody knows what is secret in it. */
export function rawCallWords(rpc: string): ChangeWords {
  return words('api', target('server', rpc));
}

function words(change: string, of: ChangeTarget, detail = ''): ChangeWords {
  return { change, target: of, detail };
}

function target(kind: ChangeTarget['kind'], name: string, id = ''): ChangeTarget {
  return { kind, id, name };
}

function ofUser(user: User): ChangeTarget {
  return target('user', user.name || user.email, user.id);
}

function ofNode(node: Node): ChangeTarget {
  return target('node', node.givenName, node.id);
}

function ofPreAuthKey(key: PreAuthKey): ChangeTarget {
  return target('pre-auth key', maskSecret(key.key), key.id);
}

function ofApiKey(key: ApiKey): ChangeTarget {
  return target('API key', key.prefix, key.id);
}

function expiryWords(expiry: NodeExpiry): string {
  return typeof expiry === 'string' ? expiry : `at ${toRfc3339(expiry.at)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
