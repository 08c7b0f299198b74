import type { Config } from '../config/config.ts';
import { type Context, contextNameFrom, newContext } from '../config/context.ts';
import type { Contexts } from '../config/contexts.ts';
import { keepKey } from '../config/stored-key.ts';
import { HsError } from '../errors.ts';

/** What a login says of its context. What is undefined stays as it was. */
export interface LoginContext extends Pick<Context, 'transport' | 'trust'> {
  readonly name: string;
  readonly address: string;
  readonly serverName: string | undefined;
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
 * Keeps the key, then the context, and makes it the current one: what is half done can be done again.
 * Answers what there is to say about it.
 * @throws HsError `conflict` where the name has become another server's meanwhile; what a store throws
 */
export async function saveContext(
  contexts: Contexts,
  login: LoginContext,
  apiKey: string | undefined,
): Promise<{ context: Context; notices: readonly string[] }> {
  const { name, address } = login;
  const { store, notice } = apiKey === undefined ? {} : await contexts.newStore();
  if (store && apiKey !== undefined) await keepKey(store, { name, address }, apiKey);
  let context = newContext(name, address);
  const { notices } = await contexts.file.change((draft) => {
    const before = draft.config.contexts.get(name);
    refuseOther(before, address);
    context = { ...merged(before, login), key: { kind: store?.kind ?? 'none' } };
    draft.put(context);
    draft.use(name);
  });
  return { context, notices: notice === undefined ? notices : [notice, ...notices] };
}

/** What a login leaves unsaid stays: a default user, `confirm`, and above all `readOnly`. */
function merged(before: Context | undefined, login: LoginContext): Context {
  const old = before ?? newContext(login.name, login.address);
  return {
    ...old,
    transport: login.transport,
    trust: login.trust,
    serverName: login.serverName,
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
