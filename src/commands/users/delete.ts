import { usersArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { chosenOf } from '../../cli/many/choice.ts';
import { ManyCommand } from '../../cli/many/many-command.ts';
import { userFields } from '../../domain/filter/user-fields.ts';
import { describeUser, findUser } from '../../domain/resolve-user.ts';
import { isTaggedDevices, type User } from '../../domain/user.ts';
import { userLabel } from '../../operations/choose-user.ts';
import { consequencesOfDeletingUsers } from '../../operations/delete-user.ts';
import { isGone } from '../../operations/done-already.ts';

const WORDS = {
  title: (count: number) => `Delete ${count} ${count === 1 ? 'user' : 'users'}`,
  none: 'No user is meant, so none was deleted',
};

export default class UsersDelete extends ManyCommand {
  static override summary = 'Delete users and their pre-auth keys';
  static override description =
    'Refused while one of them owns nodes. Asks for the name to be typed, of several how many they are.';
  static override examples = [
    { description: 'asks first', command: 'hs users delete alice' },
    { description: 'from a script', command: 'hs users delete id:3 --yes' },
    { description: 'look, and change nothing', command: 'hs users delete alice --dry-run' },
  ];
  static override args = { user: usersArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = userFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(UsersDelete);
    const typed = { word: 'USER', named: args.user ?? [], filter: flags.filter, fields: userFields };
    const choice = await this.choice({ ...typed, asks: 'Delete a user' }, flags);
    const api = await this.connect(flags);
    const all = (await api.listUsers()).filter((user) => !isTaggedDevices(user));
    const lookup = {
      find: (reference: string) => findUser(reference, all).user,
      idOf: ({ id }: User) => id,
      fits: (user: User) => user,
    };
    const users = chosenOf(choice, all, lookup, this.deps.now());
    const { factsOf, warnings } = await consequencesOfDeletingUsers(api, users);
    const plans = users.map((user) => ({
      target: { id: user.id, name: user.name },
      label: describeUser(user),
      title: `Delete user ${describeUser(user)}`,
      facts: factsOf(user),
      warnings,
      ask: { type: userLabel(user) },
      apply: () => api.deleteUser(user).then(() => `Deleted user ${describeUser(user)}`),
      isDone: () => isGone(() => api.listUsers(), user),
    }));
    await this.changeAll(plans, WORDS, flags, () => api.listUsers());
  }
}
