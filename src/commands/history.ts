import { Flags } from '@oclif/core';
import { globalFlags } from '../cli/flags/global.ts';
import { listFlags } from '../cli/flags/output.ts';
import { HsCommand } from '../cli/hs-command.ts';
import { parseLifetime } from '../domain/duration.ts';
import { historyView } from '../output/views/history.ts';
import { readHistory } from '../state/history.ts';

export default class History extends HsCommand {
  static override summary = 'Show the changes that were made from this machine, newest first';
  static override description =
    'Every change that hs sent to a server: when, where, what, and what came of it. It is kept on this machine alone, ' +
    'one file a month for two years, without secrets. Changes that others make are not in it.';
  static override examples = [
    { description: 'the last ones', command: 'hs history --since 7d' },
    { description: 'with the reasons of failures', command: 'hs history --output wide' },
    { description: 'a change with a reason', command: 'hs users rename alice alicia --note "her wish"' },
  ];
  static override baseFlags = globalFlags;
  static override flags = {
    since: Flags.string({ summary: 'Only the changes of so long, such as 7d or 12h', helpValue: 'DURATION' }),
    ...listFlags,
  };
  static override columns = historyView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(History);
    this.out.check(historyView);
    const { state, now } = this.deps;
    const since = flags.since === undefined ? 0 : now() - parseLifetime(flags.since);
    const { records, unreadable } = await readHistory(state);
    if (unreadable > 0) {
      this.out.note(`${unreadable} lines of the history cannot be read and are left out: ${state.folder}`);
    }
    await this.out.list(records.filter(({ at }) => Date.parse(at) >= since).reverse(), historyView);
  }
}
