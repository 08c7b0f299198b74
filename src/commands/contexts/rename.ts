import { requiredContextArg, requiredTextArg } from '../../cli/args.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { parseContextName } from '../../config/context.ts';
import { renameContext } from '../../config/rename-context.ts';

export default class ContextsRename extends HsCommand {
  static override summary = 'Give a context another name';
  static override examples = [
    { description: 'a shorter one', command: 'hs contexts rename headscale-example-com prod' },
    { description: 'and look', command: 'hs contexts list' },
  ];
  static override args = { context: requiredContextArg(), name: requiredTextArg('The new name') };

  async run(): Promise<void> {
    const { args } = await this.read(ContextsRename);
    await renameContext(this.deps.contexts, args.context, parseContextName(args.name));
    this.out.note(`Renamed context ${args.context} to ${args.name}`);
  }
}
