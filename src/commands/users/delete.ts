import { userArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describeUser, findUser } from '../../domain/resolve-user.ts';
import { userLabel } from '../../operations/choose-user.ts';
import { consequencesOfDeletingUser } from '../../operations/delete-user.ts';

export default class UsersDelete extends ChangeCommand {
  static override summary = 'Delete a user and its pre-auth keys';
  static override description = 'Refused while the user owns nodes. Asks for the name to be typed.';
  static override examples = [
    { description: 'asks first', command: 'hs users delete alice' },
    { description: 'from a script', command: 'hs users delete id:3 --yes' },
    { description: 'look, and change nothing', command: 'hs users delete alice --dry-run' },
  ];
  static override args = { user: userArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(UsersDelete);
    this.requireSomebodyToAsk('Delete a user', flags);
    const api = await this.connect(flags);
    const { user } = findUser(args.user, await api.listUsers());
    const label = userLabel(user);
    const consequences = await consequencesOfDeletingUser(api, user);
    await this.change(
      {
        target: { id: user.id, name: user.name },
        proposal: {
          title: `Delete user ${describeUser(user)} on ${this.server.address.text}`,
          consequences,
          ask: { type: label },
        },
        apply: async () => {
          await api.deleteUser(user);
          return `Deleted user ${describeUser(user)}`;
        },
      },
      flags,
    );
  }
}
