import { listFlags, revealFlag } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { preAuthKeyView } from '../../output/views/preauthkeys.ts';

export default class PreAuthKeysList extends ServerCommand {
  static override summary = 'List pre-auth keys of all users';
  static override examples = [
    { description: 'every key, secrets masked', command: 'hs preauthkeys list' },
    { description: 'what ends first', command: 'hs preauthkeys list --sort expiration' },
  ];
  static override flags = { ...listFlags, ...revealFlag };
  static override columns = preAuthKeyView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(PreAuthKeysList);
    this.out.check(preAuthKeyView);
    const api = await this.connect(flags);
    await this.out.list(await api.listPreAuthKeys(), preAuthKeyView);
  }
}
