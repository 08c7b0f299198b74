import { formatFlag } from '../../cli/flags/output.ts';
import { filterTargetsFlag } from '../../cli/flags/targets.ts';
import { KeyEndCommand } from '../../cli/key-end-command.ts';
import { API_KEYS } from '../../cli/many/key-kinds.ts';
import type { ApiKey } from '../../domain/api-key.ts';
import { parseFilter } from '../../domain/filter/filter.ts';
import { apiKeyFields } from '../../domain/filter/key-fields.ts';
import { withoutKeyInUse } from '../../operations/prune-keys.ts';

export default class ApiKeysPrune extends KeyEndCommand<ApiKey> {
  static override summary = 'Delete API keys that are over';
  static override description = 'Never the one in use. Shows the keys and wants their number typed.';
  static override examples = [
    { description: 'all that are over', command: 'hs apikeys prune' },
    { description: 'look, and change nothing', command: 'hs apikeys prune --dry-run' },
    {
      description: 'over for a month, from a script',
      command: "hs apikeys prune --filter 'ended>30d' --yes",
    },
  ];
  static override flags = { ...filterTargetsFlag, ...formatFlag };
  static override filters = apiKeyFields.fields;

  protected override readonly kind = API_KEYS;

  async run(): Promise<void> {
    const { flags } = await this.read(ApiKeysPrune);
    await this.pruneKeys(flags, parseFilter('expired', apiKeyFields), (over, all) =>
      withoutKeyInUse(over, all, this.server.apiKey),
    );
  }
}
