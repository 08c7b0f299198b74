import { keyArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describePreAuthKey, findPreAuthKey } from '../../domain/resolve-pre-auth-key.ts';

export default class PreAuthKeysExpire extends ChangeCommand {
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
    this.requireSomebodyToAsk('Expire a pre-auth key', flags);
    const api = await this.connect(flags);
    // Also the check that it exists: 0.28 and 0.29 answer OK for a key that does not.
    const { key } = findPreAuthKey(args.key, await api.listPreAuthKeys());
    const label = describePreAuthKey(key);
    await this.change(
      {
        target: { id: key.id, name: label },
        proposal: {
          title: `Expire pre-auth key ${label} on ${this.server.address.text}`,
          ask: 'confirm',
        },
        apply: async () => {
          await api.expirePreAuthKey(key);
          return `Expired pre-auth key ${label}`;
        },
      },
      flags,
    );
  }
}
