import type { Config } from '../../config/config.ts';
import {
  type ClientCertificate,
  type Context,
  contextNameFrom,
  type KeyPlace,
  newContext,
} from '../../config/context.ts';
import type { Contexts } from '../../config/contexts.ts';
import { forgetKey, keepKey } from '../../config/stored-key.ts';
import { HsError } from '../../errors.ts';
import type { LoginKey } from './login-key.ts';

/** What a login says of its context. What is undefined stays as it was. */
export interface LoginContext extends Pick<Context, 'transport' | 'trust'> {
  readonly name: string;
  readonly address: string;
  readonly serverName: string | undefined;
  readonly clientCertificate: ClientCertificate | undefined;
  readonly loginServer: string | undefined;
  readonly defaultUser: string | undefined;
  /** True for a context that is to refuse changes; a login never takes that away. */
  readonly readOnly: boolean;
}

/** How much of a name that gets a number is kept: lawful names have up to 64 characters. */
const ROOM = 58;

/**
 * The name for a context: the one wished for, else the one that this server has, else one made from the host, with a
 * number where that is another server's.
 * @throws HsError `conflict` where the name wished for is another server's
 */
export function nameForContext(
  { contexts, currentContext }: Config,
  wished: string | undefined,
  host: string,
  address: string,
): string {
  if (wished !== undefined) {
    refuseOther(contexts.get(wished), address);
    return wished;
  }
  const base = contextNameFrom(host);
  const here = [...contexts.values()].filter((context) => context.address === address);
  const known = [currentContext, base, here[0]?.name].find((name) => here.some((one) => one.name === name));
  if (known !== undefined) return known;
  if (!contexts.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = contextNameFrom(`${base.slice(0, ROOM)}-${number}`);
    if (!contexts.has(name)) return name;
  }
}

/**
 * Keeps the key, then the context, and makes it the current one: what is half done can be done again. A key that was
 * kept elsewhere before is forgotten at the end. Answers what there is to say about it.
 * @throws HsError `conflict` where the name has become another server's meanwhile; what a store throws
 */
export async function saveContext(
  contexts: Contexts,
  login: LoginContext,
  key: LoginKey,
): Promise<{ context: Context; notices: readonly string[] }> {
  const { name, address } = login;
  const { place, notices: kept } = await placeOf(key, contexts, { name, address });
  let before: Context | undefined;
  let context = newContext(name, address);
  const { notices } = await contexts.file.change((draft) => {
    before = draft.config.contexts.get(name);
    refuseOther(before, address);
    const old = before ?? context;
    context = { ...merged(old, login), key: place ?? old.key };
    draft.put(context);
    draft.use(name);
  });
  const forgotten = before === undefined ? [] : await forgetOldKey(contexts, before, context.key);
  return { context, notices: [...kept, ...notices, ...forgotten] };
}

/** Where the key is from now on; undefined where it stays. */
async function placeOf(
  key: LoginKey,
  contexts: Contexts,
  owner: { readonly name: string; readonly address: string },
): Promise<{ place: KeyPlace | undefined; notices: readonly string[] }> {
  switch (key.kind) {
    case 'none':
      return { place: { kind: 'none' }, notices: [] };
    case 'kept':
      return { place: undefined, notices: [] };
    case 'command':
      return { place: { kind: 'command', argv: key.argv }, notices: [] };
    case 'given': {
      const { store, notice } = await contexts.newStore();
      await keepKey(store, owner, key.apiKey);
      return { place: { kind: store.kind }, notices: notice === undefined ? [] : [notice] };
    }
  }
}

async function forgetOldKey(contexts: Contexts, before: Context, now: KeyPlace): Promise<readonly string[]> {
  if (before.key.kind === now.kind) return [];
  try {
    await forgetKey(contexts, before);
    return [];
  } catch (error) {
    if (!(error instanceof HsError)) throw error;
    return [`The key that context ${before.name} had may still be kept: ${error.message}`];
  }
}

/** What a login leaves unsaid stays: a default user, `confirm`, and above all `readOnly`. */
function merged(old: Context, login: LoginContext): Context {
  return {
    ...old,
    transport: login.transport,
    trust: login.trust,
    serverName: login.serverName,
    clientCertificate: login.clientCertificate,
    loginServer: login.loginServer ?? old.loginServer,
    defaultUser: login.defaultUser ?? old.defaultUser,
    readOnly: login.readOnly || old.readOnly,
  };
}

function refuseOther(context: Context | undefined, address: string): void {
  if (context === undefined || context.address === address) return;
  throw new HsError('conflict', `The context ${context.name} is of another server, ${context.address}`, {
    hint: `Choose another name, or remove that one first: hs contexts remove ${context.name}`,
  });
}
