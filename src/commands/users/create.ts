import { Flags } from '@oclif/core';
import { textArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describeUser } from '../../domain/resolve-user.ts';
import { fittingUser, newUser, userNamed } from '../../operations/new-user.ts';
import { userView } from '../../output/views/users.ts';

export default class UsersCreate extends ChangeCommand {
  static override summary = 'Create a user';
  static override description =
    'Without a name, one is made from the display name: "John Doe" becomes john.doe. ' +
    'Names have 2 to 63 lower-case letters, digits, dots and hyphens, and begin with a letter: ' +
    'that is what every release and every policy can express.';
  static override examples = [
    {
      description: 'from a full name; the user name becomes john.doe',
      command: 'hs users create --display-name "John Doe"',
    },
    {
      description: 'with everything',
      command: 'hs users create john --display-name "John Doe" --email john@example.com',
    },
    { description: 'keep the id', command: 'ID=$(hs users create john --output name)' },
  ];
  static override args = { name: textArg('The user name; made from --display-name where it is left out') };
  static override flags = {
    'display-name': Flags.string({ char: 'd', summary: 'The full name', helpValue: 'NAME' }),
    email: Flags.string({ char: 'e', summary: 'The e-mail address', helpValue: 'ADDRESS' }),
    'picture-url': Flags.string({ char: 'p', summary: 'The address of a profile picture', helpValue: 'URL' }),
    'if-not-exists': Flags.boolean({ summary: 'Leave a user of this name as it is, and succeed' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(UsersCreate);
    const wished = newUser({
      name: args.name,
      displayName: flags['display-name'],
      email: flags.email,
      pictureUrl: flags['picture-url'],
    });
    if (wished.notice) this.out.note(wished.notice);
    const api = await this.connect(flags);
    const there = flags['if-not-exists'] ? await userNamed(api, wished.user.name) : undefined;
    if (there) {
      this.report(`User ${describeUser(there)} is there already`);
      return await this.out.details(there, userView);
    }
    const { user, notice } = await fittingUser(api, wished.user);
    if (notice) this.out.note(notice);
    const proposal = {
      title: `Create user ${user.name} on ${this.server.address.text}`,
      ask: 'none' as const,
    };
    const created = await this.approved({ proposal, apply: () => api.createUser(user) }, flags);
    if (!created) return await this.out.results([{ id: '', name: user.name, status: 'would-change' }]);
    this.report(`Created user ${created.name} (id ${created.id})`);
    await this.out.details(created, userView);
  }
}
