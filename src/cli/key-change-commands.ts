import { describeApiKey, findApiKey } from '../domain/resolve-api-key.ts';
import { describePreAuthKey, findPreAuthKey } from '../domain/resolve-pre-auth-key.ts';
import { isOwnApiKey } from '../operations/own-api-key.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';

/** The two ways to end a key, and the words for it. */
export type KeyEnd = 'expire' | 'delete';

const WORDS: Readonly<Record<KeyEnd, { readonly todo: string; readonly done: string }>> = {
  expire: { todo: 'Expire', done: 'Expired' },
  delete: { todo: 'Delete', done: 'Deleted' },
};

/** The base of commands that end an API key. */
export abstract class ApiKeyEndCommand extends ChangeCommand {
  protected async endKey(how: KeyEnd, reference: string, flags: ChangeFlags): Promise<void> {
    const { todo, done } = WORDS[how];
    this.requireSomebodyToAsk(`${todo} an API key`, flags);
    const api = await this.connect(flags);
    const { key } = findApiKey(reference, await api.listApiKeys());
    const { apiKey, address } = this.server;
    const own = isOwnApiKey(key, apiKey);
    const label = describeApiKey(key);
    await this.change(
      {
        target: { id: key.id, name: key.prefix },
        proposal: {
          title: `${todo} API key ${label} on ${address.text}`,
          consequences: own ? ['It is the key in use: the next command will need another'] : [],
          ask: own ? { type: key.prefix } : 'confirm',
        },
        apply: async () => {
          await (how === 'expire' ? api.expireApiKey(key) : api.deleteApiKey(key));
          return `${done} API key ${label}`;
        },
      },
      flags,
    );
  }
}

/** The base of commands that end a pre-auth key. */
export abstract class PreAuthKeyEndCommand extends ChangeCommand {
  protected async endKey(how: KeyEnd, reference: string, flags: ChangeFlags): Promise<void> {
    const { todo, done } = WORDS[how];
    this.requireSomebodyToAsk(`${todo} a pre-auth key`, flags);
    const api = await this.connect(flags);
    if (how === 'delete') await api.require('preAuthKeysCanBeDeleted');
    // Also the check that it exists: 0.28 and 0.29 answer OK for a key that does not.
    const { key } = findPreAuthKey(reference, await api.listPreAuthKeys());
    const label = describePreAuthKey(key);
    await this.change(
      {
        target: { id: key.id, name: label },
        proposal: { title: `${todo} pre-auth key ${label} on ${this.server.address.text}`, ask: 'confirm' },
        apply: async () => {
          await (how === 'expire' ? api.expirePreAuthKey(key) : api.deletePreAuthKey(key));
          return `${done} pre-auth key ${label}`;
        },
      },
      flags,
    );
  }
}
