import type { Filter } from '../domain/filter/filter.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/**
 * The port for whom a filter picks. Some releases show the old name of an owner who was renamed, and somebody else may
 * bear that name now: where a filter looks at owners, nodes are listed with their owners as they are called today.
 */
export function forFilter(api: HeadscaleApi, filter: Filter<never> | undefined): HeadscaleApi {
  return filter?.looksAt('user') ? withCurrentOwners(api) : api;
}

function withCurrentOwners(api: HeadscaleApi): HeadscaleApi {
  const listNodes: HeadscaleApi['listNodes'] = async (options) => {
    const nodes = await api.listNodes(options);
    if (!(await api.hazard('renamedUserKeepsOldNameInNodes', options))) return nodes;
    const users = new Map((await api.listUsers()).map((user) => [user.id, user]));
    return nodes.map((node) => ({ ...node, user: (node.user && users.get(node.user.id)) ?? node.user }));
  };
  return Object.create(api, { listNodes: { value: listNodes } }) as HeadscaleApi;
}
