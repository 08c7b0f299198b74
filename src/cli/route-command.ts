import type { Filter } from '../domain/filter/filter.ts';
import type { Node } from '../domain/node.ts';
import { looksLikeRoute, splitNodes } from '../domain/nodes-and-rest.ts';
import { pipedRoutes } from '../domain/piped-references.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { findUser } from '../domain/resolve-user.ts';
import { parseRoutes, sameRoutes } from '../domain/route.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import {
  applyRoutes,
  planRoutes,
  type RouteVerb,
  type WishedRoutes,
  waitingRoutes,
  wishedRoutes,
} from '../operations/change-routes.ts';
import { nodeIs } from '../operations/done-already.ts';
import type { ChangeFlags } from './change-command.ts';
import type { RouteFlags } from './flags/routes.ts';
import type { Choice } from './many/choice.ts';
import type { ItemPlan } from './many/item-plan.ts';
import { NodeChangeCommand } from './node-change-command.ts';

/** The base of `routes approve` and `routes revoke`, which differ in how the new list comes about. */
export abstract class RouteCommand extends NodeChangeCommand {
  protected async changeRoutes(
    verb: RouteVerb,
    args: { readonly node?: string | undefined; readonly routes?: readonly string[] | undefined },
    flags: ChangeFlags & RouteFlags,
  ): Promise<void> {
    const words = [...(args.node === undefined ? [] : [args.node]), ...(args.routes ?? [])];
    const { nodes: named, rest } = splitNodes(words, looksLikeRoute, {
      nodesElsewhere: flags.filter !== undefined || flags.user !== undefined,
      restElsewhere: flags['exit-node'] || flags.all,
    });
    const isSaid = rest.length > 0 || flags['exit-node'] || flags.all;
    const piped = !isSaid && named.join() === '-' ? pipedRoutes(await this.standardInput()) : undefined;
    const typed = piped
      ? { ...idsOf(piped), absent: this.absent(flags) }
      : await this.#typed(verb, named, flags);
    const same = piped ? undefined : wishedRoutes(rest, { exitNode: flags['exit-node'], all: flags.all });
    const wishedOf = ({ id }: Node) => same ?? parseRoutes(piped?.get(id) ?? []);
    const api = await this.connect(flags);
    const choice = typed ?? { by: 'filter', filter: await theirs(api, verb, flags) };
    const { nodes, all, ask } = await this.aim(choice, api, flags, 'none');
    const plans: ItemPlan[] = [];
    for (const node of nodes) {
      plans.push({ ...(await this.#plan(api, node, all, { verb, wished: wishedOf(node) })), ask });
    }
    const title = (count: number) => titleOfMany(verb, same, count);
    const none = verb === 'approve' ? 'No route waits there' : 'There is no such node';
    await this.changeAll(plans, { title, none }, flags, () => api.listNodes());
  }

  /** The nodes as they were typed; undefined where a user's are meant, or all that have something waiting. */
  async #typed(
    verb: RouteVerb,
    named: readonly string[],
    flags: ChangeFlags & RouteFlags,
  ): Promise<Choice<Node> | undefined> {
    if (flags.user !== undefined && flags.filter !== undefined) {
      throw new HsError('usage', '--user and --filter exclude each other', {
        hint: `A filter can say both: --filter 'user=alice and tag=tag:router'.`,
      });
    }
    const everywhere = flags.all && named.length === 0 && flags.filter === undefined && verb === 'approve';
    if (flags.user !== undefined || everywhere) return undefined;
    return await this.nodesMeant(named, flags);
  }

  async #plan(
    api: HeadscaleApi,
    node: Node,
    all: readonly Node[],
    what: { readonly verb: RouteVerb; readonly wished: WishedRoutes },
  ): Promise<Omit<ItemPlan, 'ask'>> {
    const { routes, wished, unchanged, facts, warnings } = await planRoutes(api, node, all, what);
    const label = describeNode(node);
    const todo = what.verb === 'approve' ? 'Approve' : 'Revoke';
    return {
      ...this.basics(node),
      label: `${label}: ${routes.join(', ')}`,
      title: `${todo} ${routes.join(', ')} of node ${label}`,
      facts,
      warnings,
      unchanged: unchanged ? `Nothing to ${what.verb}: node ${label} is like that already` : undefined,
      apply: () => applyRoutes(api, node, wished),
      isDone: () => nodeIs(api, node, (now) => sameRoutes(now.approvedRoutes, wished)),
    };
  }
}

/** The nodes of a user, or of everybody, that there is something to do for. */
async function theirs(
  api: HeadscaleApi,
  verb: RouteVerb,
  { user: reference, all }: RouteFlags,
): Promise<Filter<Node>> {
  const user = reference === undefined ? undefined : findUser(reference, await api.listUsers()).user;
  const isTheirs = (node: Node) => user === undefined || node.user?.id === user.id;
  const hasSome = (node: Node) =>
    verb === 'approve' ? waitingRoutes(node).length > 0 : node.approvedRoutes.length > 0;
  return {
    text: '--user',
    matches: (node) => isTheirs(node) && (!all || hasSome(node)),
    // By id, whatever the owner is called.
    looksAt: () => false,
  };
}

/** @param wished undefined where each node has its own */
function titleOfMany(verb: RouteVerb, wished: WishedRoutes | undefined, count: number): string {
  const nodes = `of ${count} ${count === 1 ? 'node' : 'nodes'}`;
  const todo = verb === 'approve' ? 'Approve' : 'Revoke';
  if (wished === undefined) return `${todo} routes ${nodes}`;
  if (wished !== 'all') return `${todo} ${wished.join(', ')} ${nodes}`;
  return verb === 'approve' ? `${todo} all routes that wait ${nodes}` : `${todo} all routes ${nodes}`;
}

function idsOf(piped: ReadonlyMap<string, unknown>): Choice<Node> {
  return { by: 'name', references: [...piped.keys()].map((id) => `id:${id}`) };
}
