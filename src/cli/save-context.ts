import type { Config } from '../config/config.ts';
import { type Context, contextNameFrom, newContext } from '../config/context.ts';
import type { Contexts } from '../config/contexts.ts';
import { keepKey } from '../config/stored-key.ts';
import { HsError } from '../errors.ts';

/** A context to be, as far as a login says. */
export type LoginContext = Omit<Context, 'name' | 'key'>;

/**
 * The name for a context: the one wished for, else one made from the host. A name that is another server's gets a
 * number, or is refused where it was wished for.
 * @throws HsError `conflict`
 */
export function nameForContext(
  config: Config,
  wished: string | undefined,
  host: string,
  address: string,
): string {
  const isFree = (name: string) => (config.contexts.get(name)?.address ?? address) === address;
  if (wished !== undefined) {
    if (isFree(wished)) return wished;
    throw new HsError(
      'conflict',
      `The context ${wished} is of another server, ${config.contexts.get(wished)?.address}`,
      {
        hint: `Choose another name, or remove that one first: hs contexts remove ${wished}`,
      },
    );
  }
  const base = contextNameFrom(host);
  for (let number = 2, name = base; ; number += 1, name = `${base}-${number}`) if (isFree(name)) return name;
}

/**
 * Keeps the key, then the context, and makes it the current one: what is half done can be done again.
 * Answers what there is to say about it.
 */
export async function saveContext(
  contexts: Contexts,
  name: string,
  login: LoginContext,
  apiKey: string | undefined,
): Promise<{ context: Context; notices: readonly string[] }> {
  const plain: Context = { ...newContext(name, login.address), ...login };
  if (apiKey === undefined) return { context: plain, notices: await put(contexts, plain) };
  const { store, notice } = await contexts.newStore();
  await keepKey(store, { name, address: login.address }, apiKey);
  const context: Context = { ...plain, key: { kind: store.kind } };
  const notices = await put(contexts, context);
  return { context, notices: notice === undefined ? notices : [notice, ...notices] };
}

async function put({ file }: Contexts, context: Context): Promise<readonly string[]> {
  const { notices } = await file.change((draft) => {
    draft.put(context);
    draft.use(context.name);
  });
  return notices;
}
