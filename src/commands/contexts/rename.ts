import { requiredContextArg, requiredTextArg } from '../../cli/args.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { findContext } from '../../config/config.ts';
import { parseContextName } from '../../config/context.ts';
import { renameKey } from '../../config/stored-key.ts';

export default class ContextsRename extends HsCommand {
  static override summary = 'Give a context another name';
  static override examples = [
    { description: 'a shorter one', command: 'hs contexts rename headscale-example-com prod' },
    { description: 'and look', command: 'hs contexts list' },
  ];
  static override args = { context: requiredContextArg(), name: requiredTextArg('The new name') };

  async run(): Promise<void> {
    const { args } = await this.read(ContextsRename);
    const name = parseContextName(args.name);
    const { file, store } = this.deps.contexts;
    const context = findContext((await file.read()).config, args.context);
    await file.change((draft) => draft.rename(args.context, name));
    const { key, address } = context;
    if (key.kind === 'file' || key.kind === 'keyring') {
      await renameKey(store(key.kind), { name: args.context, address }, name);
    }
    this.out.note(`Renamed context ${args.context} to ${name}`);
  }
}
