import { keyArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { PreAuthKeyEndCommand } from '../../cli/key-change-commands.ts';

export default class PreAuthKeysDelete extends PreAuthKeyEndCommand {
  static override summary = 'Delete a pre-auth key (0.28 and later)';
  static override description =
    'Nodes that joined with it stay. Before 0.28 keys can be expired, not deleted.';
  static override examples = [
    { description: 'asks first', command: 'hs preauthkeys delete 3' },
    { description: 'from a script', command: 'hs preauthkeys delete id:3 --yes' },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PreAuthKeysDelete);
    await this.endKey('delete', args.key, flags);
  }
}
