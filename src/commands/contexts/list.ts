import { contextRows } from '../../cli/context-rows.ts';
import { listFlags } from '../../cli/flags/output.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { contextView } from '../../output/views/contexts.ts';

export default class ContextsList extends HsCommand {
  static override summary = 'List the servers that hs knows';
  static override examples = [
    { description: 'all of them; * marks the current one', command: 'hs contexts list' },
    { description: 'names for a script', command: 'hs contexts list --output name' },
  ];
  static override flags = listFlags;
  static override columns = contextView.columns;

  async run(): Promise<void> {
    await this.read(ContextsList);
    this.out.check(contextView);
    const { config, notices } = await this.deps.contexts.file.read();
    for (const notice of notices) this.out.note(notice);
    await this.out.list(contextRows(config), contextView);
  }
}
