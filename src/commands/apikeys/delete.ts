import { keyArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describeApiKey, findApiKey } from '../../domain/resolve-api-key.ts';
import { isOwnApiKey } from '../../operations/own-api-key.ts';

export default class ApiKeysDelete extends ChangeCommand {
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
    this.requireSomebodyToAsk('Delete an API key', flags);
    const api = await this.connect(flags);
    const { key } = findApiKey(args.key, await api.listApiKeys());
    const { apiKey, address } = this.server;
    const own = isOwnApiKey(key, apiKey);
    const label = describeApiKey(key);
    await this.change(
      {
        target: { id: key.id, name: key.prefix },
        proposal: {
          title: `Delete API key ${label} on ${address.text}`,
          consequences: own ? ['It is the key in use: the next command will need another'] : [],
          ask: own ? { type: key.prefix } : 'confirm',
        },
        apply: async () => {
          await api.deleteApiKey(key);
          return `Deleted API key ${label}`;
        },
      },
      flags,
    );
  }
}
