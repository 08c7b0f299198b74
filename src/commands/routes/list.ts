import { Flags } from '@oclif/core';
import { listFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { isWaiting, routesOf } from '../../domain/route.ts';
import { routeRow, routeView } from '../../output/views/routes.ts';

export default class RoutesList extends ServerCommand {
  static override summary = 'List routes of all nodes: pending, approved, serving';
  static override examples = [
    { description: 'every route', command: 'hs routes list' },
    { description: 'what waits for approval', command: 'hs routes list --waiting' },
  ];
  static override flags = {
    waiting: Flags.boolean({ summary: 'Only what is announced and not approved' }),
    ...listFlags,
  };
  static override columns = routeView.columns;

  async run(): Promise<void> {
    const { flags } = await this.read(RoutesList);
    this.out.check(routeView);
    const api = await this.connect(flags);
    const routes = routesOf(await api.listNodes());
    await this.out.list((flags.waiting ? routes.filter(isWaiting) : routes).map(routeRow), routeView);
  }
}
