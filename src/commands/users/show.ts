import { userArg } from '../../cli/args.ts';
import { showFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { userInFull } from '../../operations/in-full.ts';
import { userInFullView } from '../../output/views/in-full.ts';

export default class UsersShow extends ServerCommand {
  static override summary = 'Show everything about one user, with its nodes and pre-auth keys';
  static override examples = [
    { description: 'by name, id or e-mail address', command: 'hs users show alice@example.com' },
    { description: 'force a meaning: the user whose name is 7', command: 'hs users show name:7' },
  ];
  static override args = { user: userArg({ required: true }) };
  static override flags = showFlags;
  static override columns = userInFullView.columns;

  async run(): Promise<void> {
    const { flags, args } = await this.read(UsersShow);
    this.out.check(userInFullView);
    const api = await this.connect(flags);
    const user = await userInFull(api, args.user);
    if (user.unlisted !== undefined) this.out.note(user.unlisted);
    await this.out.details(user, userInFullView);
  }
}
