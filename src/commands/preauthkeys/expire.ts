import { keysArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { KeyEndCommand } from '../../cli/key-end-command.ts';
import { PRE_AUTH_KEYS } from '../../cli/many/key-kinds.ts';
import { preAuthKeyFields } from '../../domain/filter/key-fields.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';

export default class PreAuthKeysExpire extends KeyEndCommand<PreAuthKey> {
  static override summary = 'Make pre-auth keys useless from now on';
  static override description = 'Nodes that joined with it stay.';
  static override examples = [
    { description: 'by id', command: 'hs preauthkeys expire 3' },
    {
      description: 'by the key itself, which is not repeated anywhere',
      command: 'hs preauthkeys expire hskey-auth-…',
    },
  ];
  static override args = { key: keysArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = preAuthKeyFields.fields;

  protected override readonly kind = PRE_AUTH_KEYS;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PreAuthKeysExpire);
    await this.endKeys('expire', args.key, flags);
  }
}
