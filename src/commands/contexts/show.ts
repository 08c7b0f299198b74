import { contextArg } from '../../cli/args.ts';
import { settingRows } from '../../cli/context-rows.ts';
import { connectionFlags } from '../../cli/flags/connection.ts';
import { listFlags } from '../../cli/flags/output.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { readSettings } from '../../cli/server-target.ts';
import { HsError } from '../../errors.ts';
import { settingView } from '../../output/views/settings.ts';

export default class ContextsShow extends HsCommand {
  static override summary = 'Show how a server is reached, and where every setting comes from';
  static override examples = [
    { description: 'the server that commands use now', command: 'hs contexts show' },
    { description: 'another one', command: 'hs contexts show prod' },
  ];
  static override args = { context: contextArg() };
  static override flags = { ...listFlags, ...connectionFlags };
  static override columns = settingView.columns;

  async run(): Promise<void> {
    const { flags, args } = await this.read(ContextsShow);
    this.out.check(settingView);
    if (
      args.context !== undefined &&
      (flags.context ?? flags.address ?? flags['headscale-config']) !== undefined
    ) {
      throw new HsError('usage', 'The server is named twice: by its context and with a flag', {
        hint: 'Leave out one of them.',
      });
    }
    const chosen = args.context === undefined ? flags : { ...flags, context: args.context };
    const settings = await readSettings(chosen, this.deps, (notice) => this.out.note(notice));
    await this.out.list(settingRows(settings, this.deps.env), settingView);
  }
}
