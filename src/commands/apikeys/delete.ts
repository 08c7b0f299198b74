import { keyArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { ApiKeyEndCommand } from '../../cli/key-change-commands.ts';

export default class ApiKeysDelete extends ApiKeyEndCommand {
  static override summary = 'Delete an API key';
  static override examples = [
    { description: 'by id', command: 'hs apikeys delete 2' },
    {
      description: 'by prefix; one that begins with a dash goes after --',
      command: 'hs apikeys delete --yes -- -aBcDeF',
    },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(ApiKeysDelete);
    await this.endKey('delete', args.key, flags);
  }
}
