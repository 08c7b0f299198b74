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
    const { config } = await contexts.file.read();
    await forgetKey(contexts, findContext(config, args.context));
    await contexts.file.change((draft) => draft.remove(args.context));
    this.out.note(`Removed context ${args.context}`);
    const left = [...config.contexts.keys()].filter((name) => name !== args.context);
    if (config.currentContext === args.context && left.length > 0)
      this.out.note(`It was the current one; choose another: hs contexts use ${left[0]}`);
  }
}
