import { describeNode } from '../domain/resolve-node.ts';
import { applyRoutes, planRoutes, type RouteVerb, wishedRoutes } from '../operations/change-routes.ts';
import type { ChangeFlags } from './change-command.ts';
import { NodeChangeCommand } from './node-change-command.ts';

/** The base of `routes approve` and `routes revoke`, which differ in how the new list comes about. */
export abstract class RouteCommand extends NodeChangeCommand {
  protected async changeRoutes(
    verb: RouteVerb,
    args: { readonly node: string; readonly routes?: readonly string[] | undefined },
    flags: ChangeFlags & { readonly 'exit-node': boolean },
  ): Promise<void> {
    const routes = wishedRoutes(args.routes, flags['exit-node']);
    const api = await this.connect(flags);
    const { node, ask } = await this.aim(args.node, api, flags, 'none');
    const { wished, unchanged, consequences } = await planRoutes(api, node, verb, routes);
    const target = { id: node.id, name: node.givenName };
    const label = describeNode(node);
    if (unchanged)
      return await this.unchanged(target, `Nothing to ${verb}: node ${label} is like that already`);
    const todo = verb === 'approve' ? 'Approve' : 'Revoke';
    const title = `${todo} ${routes.join(', ')} of node ${label} on ${this.server.address.text}`;
    await this.change(
      { target, proposal: { title, consequences, ask }, apply: () => applyRoutes(api, node, wished) },
      flags,
    );
  }
}
