import { keyArg } from '../../cli/args.ts';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { describePreAuthKey, findPreAuthKey } from '../../domain/resolve-pre-auth-key.ts';

export default class PreAuthKeysDelete extends ChangeCommand {
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
    this.requireSomebodyToAsk('Delete a pre-auth key', flags);
    const api = await this.connect(flags);
    await api.require('preAuthKeysCanBeDeleted');
    // Also the check that it exists: 0.28 and 0.29 answer OK for a key that does not.
    const { key } = findPreAuthKey(args.key, await api.listPreAuthKeys());
    const label = describePreAuthKey(key);
    await this.change(
      {
        target: { id: key.id, name: label },
        proposal: {
          title: `Delete pre-auth key ${label} on ${this.server.address.text}`,
          ask: 'confirm',
        },
        apply: async () => {
          await api.deletePreAuthKey(key);
          return `Deleted pre-auth key ${label}`;
        },
      },
      flags,
    );
  }
}
