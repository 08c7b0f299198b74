import { keysArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { targetFlags } from '../../cli/flags/targets.ts';
import { KeyEndCommand } from '../../cli/key-end-command.ts';
import { API_KEYS } from '../../cli/many/key-kinds.ts';
import type { ApiKey } from '../../domain/api-key.ts';
import { apiKeyFields } from '../../domain/filter/key-fields.ts';

export default class ApiKeysExpire extends KeyEndCommand<ApiKey> {
  static override summary = 'Make API keys useless from now on';
  static override examples = [
    { description: 'by id', command: 'hs apikeys expire 2' },
    {
      description: 'by prefix; one that begins with a dash goes after --',
      command: 'hs apikeys expire --yes -- -aBcDeF',
    },
  ];
  static override args = { key: keysArg() };
  static override flags = { ...targetFlags, ...formatFlag };
  static override filters = apiKeyFields.fields;

  protected override readonly kind = API_KEYS;

  async run(): Promise<void> {
    const { flags, args } = await this.read(ApiKeysExpire);
    await this.endKeys('expire', args.key, flags);
  }
}
