import { Flags } from '@oclif/core';
import { nodeArg, routesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { RouteCommand } from '../../cli/route-command.ts';

export default class RoutesRevoke extends RouteCommand {
  static override summary = 'Take approval from routes of a node; the others stay';
  static override examples = [
    { description: 'one subnet', command: 'hs routes revoke router 10.1.0.0/24' },
    { description: 'an exit node: both routes at once', command: 'hs routes revoke router --exit-node' },
  ];
  static override args = { node: nodeArg({ required: true }), routes: routesArg() };
  static override flags = {
    'exit-node': Flags.boolean({ summary: 'The pair 0.0.0.0/0 and ::/0' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags, args } = await this.read(RoutesRevoke);
    await this.changeRoutes('revoke', args, flags);
  }
}
