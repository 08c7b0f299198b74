import { keyArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { ApiKeyEndCommand } from '../../cli/key-change-commands.ts';

export default class ApiKeysExpire extends ApiKeyEndCommand {
  static override summary = 'Make an API key useless from now on';
  static override examples = [
    { description: 'by id', command: 'hs apikeys expire 2' },
    {
      description: 'by prefix; one that begins with a dash goes after --',
      command: 'hs apikeys expire --yes -- -aBcDeF',
    },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(ApiKeysExpire);
    await this.endKey('expire', args.key, flags);
  }
}
