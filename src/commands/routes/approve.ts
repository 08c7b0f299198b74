import { nodesAndArg, routesArg } from '../../cli/args.ts';
import { formatFlag } from '../../cli/flags/output.ts';
import { routeFlags } from '../../cli/flags/routes.ts';
import { RouteCommand } from '../../cli/route-command.ts';
import { nodeFields } from '../../domain/filter/node-fields.ts';

export default class RoutesApprove extends RouteCommand {
  static override summary = 'Approve routes of nodes; those approved before stay';
  static override examples = [
    { description: 'one subnet', command: 'hs routes approve router 10.1.0.0/24' },
    { description: 'an exit node: both routes at once', command: 'hs routes approve router --exit-node' },
    { description: 'two subnet routers at once', command: 'hs routes approve router-a router-b 10.1.0.0/24' },
    { description: 'whatever waits for a user', command: 'hs routes approve --all --user alice' },
    {
      description: 'what another command lists',
      command: 'hs routes list --waiting --output name | hs routes approve -',
    },
  ];
  static override args = { node: nodesAndArg(), routes: routesArg() };
  static override flags = {
    ...routeFlags('Every route that waits: of the nodes named, or of all'),
    ...formatFlag,
  };
  static override filters = nodeFields.fields;

  async run(): Promise<void> {
    const { flags, args } = await this.read(RoutesApprove);
    await this.changeRoutes('approve', args, flags);
  }
}
