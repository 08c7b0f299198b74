import { listFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { apiKeyView } from '../../output/views/apikeys.ts';

export default class ApiKeysList extends ServerCommand {
  static override summary = 'List API keys';
  static override examples = [
    { description: 'every key', command: 'hs apikeys list' },
    { description: 'what ends first', command: 'hs apikeys list --sort expiration' },
  ];
  static override flags = listFlags;
  static override columns = apiKeyView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(ApiKeysList);
    this.out.check(apiKeyView);
    const api = await this.connect(flags);
    await this.out.list(await api.listApiKeys(), apiKeyView);
  }
}
