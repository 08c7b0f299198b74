import { listFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { userView } from '../../output/views/users.ts';

export default class UsersList extends ServerCommand {
  static override summary = 'List users';
  static override examples = [
    { description: 'everybody', command: 'hs users list' },
    {
      description: 'names and e-mail addresses, newest first',
      command: 'hs users list --columns name,email --sort=-createdAt',
    },
    { description: 'for a script', command: "hs users list -o json | jq -r '.[].email'" },
  ];
  static override flags = listFlags;
  static override columns = userView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(UsersList);
    this.out.check(userView);
    const api = await this.connect(flags);
    await this.out.list(await api.listUsers(), userView);
  }
}
