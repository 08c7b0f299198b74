import { userFilterFlags } from '../../cli/flags/filter.ts';
import { listFlags } from '../../cli/flags/output.ts';
import { watchFlag } from '../../cli/flags/watch.ts';
import { ListCommand } from '../../cli/list/list-command.ts';
import { userFields } from '../../domain/filter/user-fields.ts';
import { userView } from '../../output/views/users.ts';

export default class UsersList extends ListCommand {
  static override summary = 'List users';
  static override examples = [
    { description: 'everybody', command: 'hs users list' },
    {
      description: 'names and e-mail addresses, newest first',
      command: 'hs users list --columns name,email --sort=-createdAt',
    },
    { description: 'who came in the last month', command: "hs users list --filter 'created<30d'" },
    { description: 'for a script', command: "hs users list --output json | jq -r '.[].email'" },
  ];
  static override flags = { ...userFilterFlags, ...listFlags, ...watchFlag };
  static override columns = userView.columns;
  static override filters = userFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(UsersList);
    await this.list(flags, {
      view: userView,
      fields: userFields,
      read: (api, options) => api.listUsers(options),
    });
  }
}
