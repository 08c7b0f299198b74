import { Flags } from '@oclif/core';
import { nodeArg, routesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { NodeChangeCommand } from '../../cli/node-change-command.ts';
import { describeNode } from '../../domain/resolve-node.ts';
import { applyRoutes, approveRoutes, wishedRoutes } from '../../operations/change-routes.ts';

export default class RoutesApprove extends NodeChangeCommand {
  static override summary = 'Approve routes of a node; those approved before stay';
  static override examples = [
    { description: 'one subnet', command: 'hs routes approve router 10.1.0.0/24' },
    { description: 'an exit node: both routes at once', command: 'hs routes approve router --exit-node' },
  ];
  static override args = { node: nodeArg({ required: true }), routes: routesArg() };
  static override flags = {
    'exit-node': Flags.boolean({ summary: 'The pair 0.0.0.0/0 and ::/0' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(RoutesApprove);
    const routes = wishedRoutes(args.routes, flags['exit-node']);
    const api = await this.connect(flags);
    const { node, ask } = await this.aim(args.node, api, flags, 'none');
    const { wished, unchanged, consequences } = approveRoutes(node, routes);
    const target = { id: node.id, name: node.givenName };
    if (unchanged)
      return await this.unchanged(
        target,
        `Nothing to approve: node ${describeNode(node)} is like that already`,
      );
    const title = `Approve ${routes.join(', ')} of node ${describeNode(node)} on ${this.server.address.text}`;
    await this.change(
      { target, proposal: { title, consequences, ask }, apply: () => applyRoutes(api, node, wished) },
      flags,
    );
  }
}
