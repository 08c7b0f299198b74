import type { NewPreAuthKey, PreAuthKey } from '../../domain/pre-auth-key.ts';
import { isTaggedDevices, type User, usersKnownByName } from '../../domain/user.ts';
import { HsError } from '../../errors.ts';
import type { CallOptions } from '../port.ts';
import type { Message } from '../wire.ts';
import type { EraCalls } from './calls.ts';
import { byId } from './order.ts';
import { readPreAuthKey } from './pre-auth-key-codec.ts';
import type { Sender } from './sender.ts';
import { idOf, someText, timestampOf, unique, userIdOf, userNameOf, withoutDefaults } from './write.ts';

type PreAuthKeyCalls = Pick<
  EraCalls,
  'listPreAuthKeys' | 'createPreAuthKey' | 'expirePreAuthKey' | 'deletePreAuthKey'
>;

/** Lists asked for at the same time where keys are listed by user: each costs the server one bcrypt. */
const LISTS_AT_ONCE = 4;

/**
 * Pre-auth keys. Up to 0.27 they are listed user by user; on 0.23 to 0.25 by name, so the keys of users without a
 * name, or with a name that several have, cannot be asked for and are left out.
 */
export function preAuthKeyCalls(sender: Sender, listUsers: EraCalls['listUsers']): PreAuthKeyCalls {
  const { schema } = sender;

  const ownerOf = (user: User, rpc: string) =>
    schema.ownersBy === 'id' ? userIdOf(user) : userNameOf(user, rpc, schema);

  async function listOf(owner: User | null, message: Message, options: CallOptions | undefined) {
    const answer = await sender.read('ListPreAuthKeys', message, options);
    return answer.children('preAuthKeys').map((fields) => readPreAuthKey(fields, schema, owner));
  }

  function canBeAsked(users: readonly User[]): User[] {
    if (schema.ownersBy === 'id') return users.filter((user) => !isTaggedDevices(user));
    return usersKnownByName(users);
  }

  function expireMessage(key: PreAuthKey): Message {
    if (schema.preAuthKeysBy === 'id') return { id: idOf(key, 'pre-auth key') };
    if (!key.user) {
      throw new HsError(
        'unsupported',
        `Nobody knows whose pre-auth key ${key.id} is, and this release asks`,
        {
          hint: '`hs preauthkeys list` shows the keys of each user.',
        },
      );
    }
    return { user: ownerOf(key.user, 'ExpirePreAuthKey'), key: someText(key.key, 'secret of the key') };
  }

  function createMessage(key: NewPreAuthKey): Message {
    if (!key.user) sender.require('preAuthKeysNeedNoOwner');
    return withoutDefaults({
      user: key.user ? ownerOf(key.user, 'CreatePreAuthKey') : undefined,
      reusable: key.reusable,
      ephemeral: key.ephemeral,
      expiration: timestampOf(key.expiration),
      aclTags: unique(key.aclTags),
    });
  }

  return {
    async listPreAuthKeys(options = {}) {
      const { users, ...call } = options;
      if (schema.preAuthKeysListed === 'all') return (await listOf(null, {}, call)).sort(byId);
      const asked = canBeAsked(users ?? (await listUsers(call)));
      const lists: PreAuthKey[][] = [];
      for (let first = 0; first < asked.length; first += LISTS_AT_ONCE) {
        const some = asked.slice(first, first + LISTS_AT_ONCE);
        const ask = (user: User) => listOf(user, { user: ownerOf(user, 'ListPreAuthKeys') }, call);
        lists.push(...(await Promise.all(some.map(ask))));
      }
      return lists.flat().sort(byId);
    },

    async createPreAuthKey(key, options) {
      const answer = await sender.change('CreatePreAuthKey', createMessage(key), options);
      const made = readPreAuthKey(answer.child('preAuthKey'), schema, key.user);
      return schema.newPreAuthKeysShowTags ? made : { ...made, aclTags: unique(key.aclTags).sort() };
    },

    async expirePreAuthKey(key, options) {
      await sender.change('ExpirePreAuthKey', expireMessage(key), options);
    },

    async deletePreAuthKey(key, options) {
      sender.require('preAuthKeysCanBeDeleted');
      await sender.change('DeletePreAuthKey', { id: idOf(key, 'pre-auth key') }, options);
    },
  };
}
