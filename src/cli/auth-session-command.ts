import { parseRegistrationId } from '../domain/registration-id.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import type { ChangeFlags } from './change-command.ts';
import { ManyCommand } from './many/many-command.ts';

/** How waiting logins are ended: the words, and the call. */
interface SessionEnd {
  readonly todo: string;
  readonly done: string;
  end(api: HeadscaleApi, id: string): Promise<void>;
}

const ENDS: Readonly<Record<'approve' | 'reject', SessionEnd>> = {
  approve: { todo: 'Approve', done: 'Approved', end: (api, id) => api.approveAuth(id) },
  reject: { todo: 'Reject', done: 'Rejected', end: (api, id) => api.rejectAuth(id) },
};

/** The base of `auth approve` and `auth reject`: one waiting login or many. No list shows them, so no filter does. */
export abstract class AuthSessionCommand extends ManyCommand {
  protected async endSessions(
    how: keyof typeof ENDS,
    words: readonly string[] = [],
    flags: ChangeFlags,
  ): Promise<void> {
    const { todo, done, end } = ENDS[how];
    const ids = await this.#ids(words);
    const api = await this.connect(flags);
    await api.require('authSessionsCanBeFinished');
    const hazard = how === 'reject' ? await api.hazard('rejectedLoginsCanStillRegister') : undefined;
    if (hazard) this.out.note(`${hazard.sentence}. ${hazard.instead}`);
    const plans = ids.map((id) => ({
      target: { id, name: id },
      label: id,
      title: `${todo} ${id}`,
      facts: [],
      warnings: [],
      ask: 'none' as const,
      apply: () => end(api, id).then(() => `${done} ${id}`),
      isDone: () => Promise.reject(new HsError('failed', 'No list shows waiting logins')),
    }));
    const title = (count: number) => `${todo} ${count} ${count === 1 ? 'login' : 'logins'}`;
    const none = `No login is meant, so none was ${done.toLowerCase()}`;
    await this.changeAll(plans, { title, none }, flags, () => api.listUsers());
  }

  /** The ids that are meant, each once; read from standard input, a line each, where `-` says so. */
  async #ids(words: readonly string[]): Promise<string[]> {
    if (words.length === 0) {
      throw new HsError('usage', 'SESSION is missing', {
        hint: 'Paste what the device shows; several, or - for lines on standard input.',
      });
    }
    if (words.length > 1 && words.includes('-'))
      throw new HsError('usage', '- stands alone: standard input names what is meant');
    const texts = words[0] === '-' ? (await this.standardInput()).split('\n') : words;
    const named = texts.map((text) => text.trim()).filter((text) => text !== '' || words[0] !== '-');
    return [...new Set(named.map((text) => parseRegistrationId(text).id))];
  }
}
