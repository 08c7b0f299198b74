import { keyArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { PreAuthKeyEndCommand } from '../../cli/key-change-commands.ts';

export default class PreAuthKeysExpire extends PreAuthKeyEndCommand {
  static override summary = 'Make a pre-auth key useless from now on';
  static override description = 'Nodes that joined with it stay.';
  static override examples = [
    { description: 'by id', command: 'hs preauthkeys expire 3' },
    {
      description: 'by the key itself, which is not repeated anywhere',
      command: 'hs preauthkeys expire hskey-auth-…',
    },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PreAuthKeysExpire);
    await this.endKey('expire', args.key, flags);
  }
}
