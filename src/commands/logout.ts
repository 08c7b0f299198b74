import { connectionFlags } from '../cli/flags/connection.ts';
import { HsCommand } from '../cli/hs-command.ts';
import { readSettings } from '../cli/server-target.ts';
import { findContext } from '../config/config.ts';
import type { Context } from '../config/context.ts';
import { originText } from '../config/setting.ts';
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
    const { context, address } = await readSettings(flags, this.deps, (notice) => this.out.note(notice));
    if (!context) {
      throw new HsError('usage', `${originText(address.origin)} names a server that is no context`, {
        hint: 'Name the context to log out of: hs logout --context NAME',
      });
    }
    this.out.note(await this.#forget(context));
  }

  /** Says what was forgotten. */
  async #forget(context: Context): Promise<string> {
    const { name, key } = context;
    const { contexts } = this.deps;
    if (key.kind === 'command') return `The key of context ${name} comes from a program; hs keeps none of it`;
    const forgotten = await forgetKey(contexts, context);
    await contexts.file.change((draft) =>
      draft.put({ ...findContext(draft.config, name), key: { kind: 'none' } }),
    );
    return forgotten ? `Forgot the API key of context ${name}` : `Context ${name} had no key here`;
  }
}
