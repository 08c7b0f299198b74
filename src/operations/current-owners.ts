import type { Filter } from '../domain/filter/filter.ts';
import type { Node } from '../domain/node.ts';
import type { User } from '../domain/user.ts';
import type { CallOptions, HeadscaleApi } from '../headscale/port.ts';

/**
 * The port for whom a filter picks. Some releases show the old name of an owner who was renamed, and somebody else may
 * bear that name now: where a filter looks at owners, nodes are listed with their owners as they are called today.
 */
export function forFilter(api: HeadscaleApi, filter: Filter<never> | undefined): HeadscaleApi {
  return filter?.looksAt('user') ? withCurrentOwners(api) : api;
}

function withCurrentOwners(api: HeadscaleApi): HeadscaleApi {
  async function current(nodes: Iterable<Node>, options: CallOptions | undefined): Promise<Iterable<Node>> {
    if (!(await api.hazard('renamedUserKeepsOldNameInNodes', options))) return nodes;
    return withOwners(nodes, new Map((await api.listUsers()).map((user) => [user.id, user])));
  }
  const listNodes: HeadscaleApi['listNodes'] = async (options) => [
    ...(await current(await api.listNodes(options), options)),
  ];
  const eachNode: HeadscaleApi['eachNode'] = async (options) =>
    await current(await api.eachNode(options), options);
  return Object.create(api, {
    listNodes: { value: listNodes },
    eachNode: { value: eachNode },
  }) as HeadscaleApi;
}

function* withOwners(nodes: Iterable<Node>, users: ReadonlyMap<string, User>): Generator<Node> {
  for (const node of nodes) yield { ...node, user: (node.user && users.get(node.user.id)) ?? node.user };
}
