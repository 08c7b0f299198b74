import { requiredContextArg } from '../../cli/args.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { shadowedBy } from '../../cli/shadowed.ts';

export default class ContextsUse extends HsCommand {
  static override summary = 'Make a context the current one';
  static override examples = [
    { description: 'from now on', command: 'hs contexts use prod' },
    { description: 'for one command alone', command: 'hs users list --context prod' },
  ];
  static override args = { context: requiredContextArg() };

  async run(): Promise<void> {
    const { args } = await this.read(ContextsUse);
    await this.deps.contexts.file.change((draft) => draft.use(args.context));
    this.out.note(`The current context is ${args.context}`);
    for (const notice of shadowedBy(this.deps.env, args.context)) this.out.note(notice);
  }
}
