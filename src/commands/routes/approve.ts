import { Flags } from '@oclif/core';
import { nodeArg, routesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { RouteCommand } from '../../cli/route-command.ts';

export default class RoutesApprove extends RouteCommand {
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
    await this.changeRoutes('approve', args, flags);
  }
}
