import { nodesAndArg, routesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { routeFlags } from '../../cli/flags/routes.ts';
import { RouteCommand } from '../../cli/route-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';

export default class RoutesRevoke extends RouteCommand {
  static override summary = 'Take approval from routes of nodes; the others stay';
  static override examples = [
    { description: 'one subnet', command: 'hs routes revoke router 10.1.0.0/24' },
    { description: 'an exit node: both routes at once', command: 'hs routes revoke router --exit-node' },
    { description: 'everything of one node', command: 'hs routes revoke router --all' },
  ];
  static override args = { node: nodesAndArg(), routes: routesArg() };
  static override flags = {
    ...routeFlags('Every route that is approved of the nodes named'),
    ...formatFlag,
  };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(RoutesRevoke);
    await this.changeRoutes('revoke', args, flags);
  }
}
