import { preAuthKeyFilterFlags } from '../../cli/flags/filter.ts';
import { listFlags, revealFlag } from '../../cli/flags/output.ts';
import { watchFlag } from '../../cli/flags/watch.ts';
import { ListCommand } from '../../cli/list/list-command.ts';
import { preAuthKeyFields } from '../../domain/filter/key-fields.ts';
import { unlistedKeys } from '../../operations/unlisted-keys.ts';
import { preAuthKeyView } from '../../output/views/preauthkeys.ts';

export default class PreAuthKeysList extends ListCommand {
  static override summary = 'List pre-auth keys of all users';
  static override examples = [
    { description: 'every key, secrets masked', command: 'hs preauthkeys list' },
    { description: 'what ends first', command: 'hs preauthkeys list --sort expiration' },
    {
      description: 'what devices can still join with, for alice',
      command: 'hs preauthkeys list --user alice --filter usable',
    },
  ];
  static override flags = { ...preAuthKeyFilterFlags, ...listFlags, ...watchFlag, ...revealFlag };
  static override columns = preAuthKeyView.columns;
  static override filters = preAuthKeyFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(PreAuthKeysList);
    await this.list(flags, {
      view: preAuthKeyView,
      fields: preAuthKeyFields,
      read: (api, options) => api.listPreAuthKeys(options),
      unlisted: unlistedKeys,
    });
  }
}
