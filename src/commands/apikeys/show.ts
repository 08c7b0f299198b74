import { keyArg } from '../../cli/args.ts';
import { showFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { isRefusedByLaterReleases } from '../../domain/old-api-key.ts';
import { findApiKey } from '../../domain/resolve-api-key.ts';
import { isOwnApiKey } from '../../operations/own-api-key.ts';
import { apiKeyInFullView } from '../../output/views/in-full.ts';

export default class ApiKeysShow extends ServerCommand {
  static override summary = 'Show everything about one API key';
  static override examples = [
    { description: 'by id', command: 'hs apikeys show 2' },
    { description: 'by the key itself, read from a file', command: 'hs apikeys show - < key' },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = showFlags;
  static override columns = apiKeyInFullView.columns;

  async run(): Promise<void> {
    const { flags, args } = await this.read(ApiKeysShow);
    this.out.check(apiKeyInFullView);
    const reference = await this.named(args.key);
    const api = await this.connect(flags);
    const { key } = findApiKey(reference, await api.listApiKeys());
    const inUse = isOwnApiKey(key, this.server.apiKey);
    const refusedByUpgrade = isRefusedByLaterReleases(key, this.deps.now());
    await this.out.details({ ...key, inUse, refusedByUpgrade }, apiKeyInFullView);
  }
}
