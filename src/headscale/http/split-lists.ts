import { HsError } from '../../errors.ts';
import type { Era } from '../eras/era.ts';
import { byId } from '../eras/order.ts';
import { Fields } from '../eras/read.ts';
import type { Message, Wire, WireCallOptions } from '../wire.ts';

/** Lists asked for at the same time: each costs the server one bcrypt. */
const LISTS_AT_ONCE = 4;

/**
 * Asks for nodes user by user where the list of all is larger than the 4 MiB that the gateway carries. Only 0.24 to
 * 0.27 can be asked like that: later some nodes belong to no user, and 0.23 leaves tags out of such lists.
 */
export function splitLists(era: Era, wire: Wire): Wire {
  if (era !== '0.24' && era !== '0.26') return wire;
  return {
    async call(rpc, message, options) {
      try {
        return await wire.call(rpc, message, options);
      } catch (error) {
        const whole = rpc === 'ListNodes' && Object.keys(message).length === 0;
        if (!whole || !isTooLarge(error)) throw error;
        const names = await namesOfUsers(wire, options);
        if (!names) throw error;
        return { nodes: await nodesOf(names, wire, options) };
      }
    },
  };
}

/** Undefined where not all users can be named: then the lists together would not be the whole. */
async function namesOfUsers(wire: Wire, options: WireCallOptions): Promise<string[] | undefined> {
  const users = new Fields(await wire.call('ListUsers', {}, options)).children('users');
  const names = users.map((user) => user.text('name'));
  return names.includes('') || new Set(names).size < names.length ? undefined : names;
}

async function nodesOf(names: readonly string[], wire: Wire, options: WireCallOptions): Promise<Message[]> {
  const lists: Message[] = [];
  for (let first = 0; first < names.length; first += LISTS_AT_ONCE) {
    const some = names.slice(first, first + LISTS_AT_ONCE);
    lists.push(...(await Promise.all(some.map((user) => wire.call('ListNodes', { user }, options)))));
  }
  return lists
    .flatMap((list) => (Array.isArray(list['nodes']) ? (list['nodes'] as Message[]) : []))
    .map((node) => ({ node, id: String(node['id']) }))
    .sort(byId)
    .map(({ node }) => node);
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof HsError && error.cause instanceof Error && /gRPC status 8:/.test(error.cause.message)
  );
}
