import type { NewUser, User } from '../../domain/user.ts';
import type { EraCalls } from './calls.ts';
import { byId } from './order.ts';
import type { Sender } from './sender.ts';
import { readUser } from './user-codec.ts';
import { someText, userIdOf, userNameOf, withoutDefaults } from './write.ts';

type UserCalls = Pick<EraCalls, 'listUsers' | 'createUser' | 'renameUser' | 'deleteUser'>;

/** Users; by name alone in 0.23, by id later. */
export function userCalls(sender: Sender): UserCalls {
  const { schema } = sender;

  const profileOf = ({ displayName, email, pictureUrl }: NewUser) => {
    const profile = withoutDefaults({ displayName, email, pictureUrl });
    if (Object.keys(profile).length > 0) sender.require('usersKeepProfiles');
    return profile;
  };
  const who = (user: User, rpc: string) =>
    schema.usersBy === 'id' ? { id: userIdOf(user) } : { name: userNameOf(user, rpc, schema) };

  return {
    async listUsers(options) {
      const answer = await sender.read('ListUsers', {}, options);
      // 0.23 sorts the ids as text: 10 before 2.
      return answer.children('users').map(readUser).sort(byId);
    },

    async createUser(user, options) {
      const message = { name: someText(user.name, 'user name'), ...profileOf(user) };
      return readUser((await sender.change('CreateUser', message, options)).child('user'));
    },

    async renameUser(user, newName, options) {
      const old =
        schema.usersBy === 'id'
          ? { oldId: userIdOf(user) }
          : { oldName: userNameOf(user, 'RenameUser', schema) };
      const message = { ...old, newName: someText(newName, 'new user name') };
      return readUser((await sender.change('RenameUser', message, options)).child('user'));
    },

    async deleteUser(user, options) {
      await sender.change('DeleteUser', who(user, 'DeleteUser'), options);
    },
  };
}
