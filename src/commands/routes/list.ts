import { routeFilterFlags } from '../../cli/flags/filter.ts';
import { listFlags } from '../../cli/flags/output.ts';
import { watchFlag } from '../../cli/flags/watch.ts';
import { ListCommand } from '../../cli/list/list-command.ts';
import { routeFields } from '../../domain/filter/route-fields.ts';
import { routesOf } from '../../domain/route.ts';
import { neighboursOf } from '../../domain/route-neighbours.ts';
import { routeRow, routeView } from '../../output/views/routes.ts';

export default class RoutesList extends ListCommand {
  static override summary = 'List routes of all nodes: pending, approved, serving';
  static override examples = [
    { description: 'every route', command: 'hs routes list' },
    { description: 'what waits for approval', command: 'hs routes list --waiting' },
    {
      description: 'which way an address goes',
      command: 'hs routes list --route 10.1.0.7 --filter serving',
    },
  ];
  static override flags = { ...routeFilterFlags, ...listFlags, ...watchFlag };
  static override columns = routeView.columns;
  static override filters = routeFields.fields;

  async run(): Promise<void> {
    const { flags } = await this.read(RoutesList);
    let neighbours = neighboursOf([]);
    await this.list(flags, {
      view: routeView,
      fields: routeFields,
      async read(api, options) {
        const routes = routesOf(await api.listNodes(options));
        // Of all routes, also of those that a filter leaves out.
        neighbours = neighboursOf(routes);
        return routes;
      },
      row: (route) => routeRow(route, neighbours(route)),
    });
  }
}
