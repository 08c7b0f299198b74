import { connectionFlags } from '../cli/flags/connection.ts';
import { HsCommand } from '../cli/hs-command.ts';
import { readSettings } from '../cli/server-target.ts';
import { forgetKey } from '../config/stored-key.ts';
import { HsError } from '../errors.ts';

export default class Logout extends HsCommand {
  static override summary = 'Forget the API key of a context';
  static override description =
    'The context stays. The key goes on to exist on the server: expire it there if nobody else uses it.';
  static override examples = [
    { description: 'of the current context', command: 'hs logout' },
    { description: 'of another one', command: 'hs logout --context prod' },
  ];
  static override flags = { context: connectionFlags.context };

  async run(): Promise<void> {
    const { flags } = await this.read(Logout);
    const { context } = await readSettings(flags, this.deps, (notice) => this.out.note(notice));
    if (!context) {
      throw new HsError('usage', 'There is no context to log out of', {
        hint: 'hs contexts list shows what there is.',
      });
    }
    const forgotten = await forgetKey(this.deps.contexts, context);
    await this.deps.contexts.file.change((draft) => draft.put({ ...context, key: { kind: 'none' } }));
    this.out.note(
      forgotten ? `Forgot the API key of context ${context.name}` : `Context ${context.name} had no key here`,
    );
  }
}
