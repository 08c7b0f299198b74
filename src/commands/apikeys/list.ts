import { apiKeyFilterFlags } from '../../cli/flags/filter.ts';
import { listFlags } from '../../cli/flags/output.ts';
import { watchFlag } from '../../cli/flags/watch.ts';
import { ListCommand } from '../../cli/list/list-command.ts';
import { apiKeyFields } from '../../domain/filter/key-fields.ts';
import { apiKeyView } from '../../output/views/apikeys.ts';

export default class ApiKeysList extends ListCommand {
  static override summary = 'List API keys';
  static override examples = [
    { description: 'every key', command: 'hs apikeys list' },
    {
      description: 'what ends within a month, soonest first',
      command: 'hs apikeys list --expiring=30d --sort expiration',
    },
  ];
  static override flags = { ...apiKeyFilterFlags, ...listFlags, ...watchFlag };
  static override columns = apiKeyView.columns;
  static override filters = apiKeyFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(ApiKeysList);
    await this.list(flags, {
      view: apiKeyView,
      fields: apiKeyFields,
      read: (api, options) => api.listApiKeys(options),
    });
  }
}
