import { requiredContextArg } from '../../cli/args.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { findContext } from '../../config/config.ts';
import { forgetKey } from '../../config/stored-key.ts';

export default class ContextsRemove extends HsCommand {
  static override summary = 'Forget a server and its API key';
  static override description =
    'The key goes on to exist on the server: expire it there if nobody else uses it.';
  static override examples = [
    { description: 'by name', command: 'hs contexts remove prod' },
    { description: 'the key alone', command: 'hs logout --context prod' },
  ];
  static override args = { context: requiredContextArg() };

  async run(): Promise<void> {
    const { args } = await this.read(ContextsRemove);
    const { contexts } = this.deps;
    const context = findContext((await contexts.file.read()).config, args.context);
    await forgetKey(contexts, context);
    await contexts.file.change((draft) => draft.remove(args.context));
    this.out.note(`Removed context ${args.context}`);
  }
}
