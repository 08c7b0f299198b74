import { keysArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { KeyEndCommand } from '../../cli/key-end-command.ts';
import { PRE_AUTH_KEYS } from '../../cli/many/key-kinds.ts';
import { preAuthKeyFields } from '../../domain/filter/key-fields.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';

export default class PreAuthKeysDelete extends KeyEndCommand<PreAuthKey> {
  static override summary = 'Delete pre-auth keys (0.28 and later)';
  static override description =
    'Nodes that joined with it stay. Before 0.28 keys can be expired, not deleted.';
  static override examples = [
    { description: 'asks first', command: 'hs preauthkeys delete 3' },
    { description: 'from a script', command: 'hs preauthkeys delete id:3 --yes' },
  ];
  static override args = { key: keysArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = preAuthKeyFields.fields;

  protected override readonly kind = PRE_AUTH_KEYS;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PreAuthKeysDelete);
    await this.endKeys('delete', args.key, flags);
  }
}
