import { requiredTextArg, userArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describeUser, findUser } from '../../domain/resolve-user.ts';
import { parseUserName } from '../../domain/user-name.ts';
import { userLabel } from '../../operations/choose-user.ts';
import { renameUserNotices } from '../../operations/rename-user.ts';

export default class UsersRename extends ChangeCommand {
  static override summary = 'Give a user another name';
  static override description =
    'Policies name users by name: change them too. From 0.27 on, nodes go on showing the old name of their owner ' +
    'until the server restarts.';
  static override examples = [
    { description: 'by name', command: 'hs users rename john john.doe' },
    { description: 'by id, where names are shared', command: 'hs users rename id:3 john.doe' },
  ];
  static override args = {
    user: userArg({ required: true }),
    name: requiredTextArg('The new name: 2 to 63 of a-z 0-9 . - beginning with a letter'),
  };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(UsersRename);
    const name = parseUserName(args.name);
    const api = await this.connect(flags);
    const { user } = findUser(args.user, await api.listUsers());
    if (user.name === name) return await this.unchanged(user, `${describeUser(user)} has this name already`);
    for (const notice of await renameUserNotices(api, user)) this.out.note(notice);
    await this.change(
      {
        target: { id: user.id, name },
        proposal: {
          title: `Rename user ${userLabel(user)} to ${name} on ${this.server.address.text}`,
          ask: 'none',
        },
        apply: async () => {
          await api.renameUser(user, name);
          return `Renamed user ${userLabel(user)} to ${name} (id ${user.id})`;
        },
      },
      flags,
    );
  }
}
