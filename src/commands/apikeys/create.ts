import { Flags } from '@oclif/core';
import { ChangeCommand } from '../../cli/change-command.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { createApiKey } from '../../operations/create-api-key.ts';
import { DEFAULT_API_KEY_LIFETIME, endOfLifetime, SHOWN_ONCE } from '../../operations/new-key.ts';
import { newApiKeyView } from '../../output/views/new-api-key.ts';

export default class ApiKeysCreate extends ChangeCommand {
  static override summary = 'Create an API key';
  static override description = 'The key is shown once. There are no roles: it may do everything.';
  static override examples = [
    { description: `for ${DEFAULT_API_KEY_LIFETIME}`, command: 'hs apikeys create' },
    { description: 'for a year', command: 'hs apikeys create --expiration 1y' },
    { description: 'straight into a file', command: 'hs apikeys create --output name > key' },
  ];
  static override flags = {
    expiration: Flags.string({
      char: 'e',
      summary: `How long it can be used, such as 90d or 1y (default ${DEFAULT_API_KEY_LIFETIME})`,
      helpValue: 'DURATION',
    }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(ApiKeysCreate);
    const expiration = endOfLifetime(flags.expiration ?? DEFAULT_API_KEY_LIFETIME, this.deps.now());
    const api = await this.connect(flags);
    const proposal = {
      title: `Create an API key on ${this.server.address.text}`,
      ask: 'none' as const,
    };
    const apply = () => createApiKey(api, expiration, this.deps.now());
    const made = await this.approved({ proposal, apply }, flags);
    if (!made) return await this.out.results([{ id: '', name: 'API key', status: 'would-change' }]);
    for (const notice of made.notices) this.out.note(notice);
    this.report(made.done);
    this.out.note(SHOWN_ONCE);
    const { id, prefix, secret } = made.key;
    const expireCommand = `hs apikeys expire ${id === '' ? prefix : `id:${id}`}`;
    await this.out.newSecret({ secret, item: made.key, view: newApiKeyView, expireCommand });
  }
}
