import { requiredContextArg } from '../../cli/args.ts';
import { changeFlags } from '../../cli/flags/change.ts';
import { HsCommand } from '../../cli/hs-command.ts';
import { removeContext } from '../../config/remove-context.ts';
import { HsError } from '../../errors.ts';

export default class ContextsRemove extends HsCommand {
  static override summary = 'Forget a server and its API key';
  static override description =
    'The key goes on to exist on the server: expire it there if nobody else uses it. Where the keyring does not let ' +
    'go of the key, the context is removed only after a yes.';
  static override examples = [
    { description: 'by name', command: 'hs contexts remove prod' },
    { description: 'the key alone', command: 'hs logout --context prod' },
  ];
  static override args = { context: requiredContextArg() };
  static override flags = { yes: changeFlags.yes };

  async run(): Promise<void> {
    const { flags, args } = await this.read(ContextsRemove);
    const { keyLeft, another } = await removeContext(this.deps.contexts, args.context, (why) =>
      this.#leaveKey(why, args.context, flags),
    );
    this.out.note(`Removed context ${args.context}`);
    if (keyLeft !== undefined) this.out.note(`Its API key may still be kept: ${keyLeft}`);
    if (another !== undefined)
      this.out.note(`It was the current one; choose another: hs contexts use ${another}`);
  }

  async #leaveKey(why: HsError, name: string, flags: { yes: boolean; 'no-input': boolean }): Promise<void> {
    if (flags.yes) return;
    const prompter = this.prompter(flags);
    if (!prompter) {
      throw new HsError(
        'nobody_to_ask',
        `The API key of context ${name} cannot be forgotten: ${why.message}`,
        {
          hint: `To remove the context and leave the key where it is: hs contexts remove ${name} --yes`,
          cause: why,
        },
      );
    }
    this.out.question([`The API key of context ${name} cannot be forgotten: ${why.message}`]);
    if (!(await prompter.confirm('Remove the context and leave the key where it is?')))
      throw new HsError('aborted', 'Aborted, nothing changed');
  }
}
