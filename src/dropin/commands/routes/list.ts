import { findNode } from '../../../domain/resolve-node.ts';
import { isExitRoute } from '../../../domain/route.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { idFlag } from '../../grammar/flag.ts';
import { listData } from '../../output/data.ts';
import { inner } from '../../output/inner-fields.ts';
import { flag, id, shapeOf, text } from '../../output/shape.ts';
import type { TableColumn } from '../../output/table.ts';
import { nodeShape } from '../nodes/shape.ts';
import { allRoutes, NO_IDS, type NumberedRoute } from './numbered-routes.ts';

const IDENTIFIER = idFlag({ name: 'identifier', char: 'i', summary: 'The id of a node; all without it' });

const routeShape = shapeOf<NumberedRoute>({
  id: id((route) => route.id),
  node: inner(nodeShape, (route) => route.node),
  prefix: text((route) => route.prefix),
  advertised: flag((route) => route.advertised),
  enabled: flag((route) => route.enabled),
  is_primary: flag((route) => route.primary),
});

const COLUMNS: readonly TableColumn<NumberedRoute>[] = [
  { header: 'ID', cell: (route) => (route.id === '0' ? '-' : route.id) },
  { header: 'Node', cell: ({ node }) => node.givenName },
  { header: 'Prefix', cell: ({ prefix }) => prefix },
  { header: 'Advertised', cell: ({ advertised }) => String(advertised) },
  { header: 'Enabled', cell: ({ enabled }) => String(enabled) },
  { header: 'Primary', cell: ({ prefix, primary }) => (isExitRoute(prefix) ? '-' : String(primary)) },
];

/** `headscale routes list`, which there was up to 0.25. */
export const LIST: OfficialCommand = {
  name: 'list',
  aliases: ['ls', 'show'],
  summary: 'List routes.',
  flags: [IDENTIFIER],

  async run(call) {
    const api = await call.connect();
    const nodeId = call.value(IDENTIFIER);
    const routes = await during('listing routes', async () => {
      if (nodeId === 0n) return await allRoutes(api);
      const { node } = findNode(`id:${nodeId}`, await api.listNodes());
      return (await allRoutes(api)).filter((route) => route.node.id === node.id);
    });
    if (await api.can('routesAreLists')) {
      call.note(`${NO_IDS}: \`headscale nodes approve-routes\` takes a node and prefixes`);
    }
    await call.list(COLUMNS, routes, listData(routeShape, routes));
  },
};
