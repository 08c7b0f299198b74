import type { Node } from '../../../domain/node.ts';
import { findNode } from '../../../domain/resolve-node.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { idFlag } from '../../grammar/flag.ts';
import { listData } from '../../output/data.ts';
import type { TableColumn } from '../../output/table.ts';
import { nodeShape } from './shape.ts';

const IDENTIFIER = idFlag({
  name: 'identifier',
  char: 'i',
  summary: 'The id of a node; all nodes without it, and for 0',
});

const COLUMNS: readonly TableColumn<Node>[] = [
  { header: 'ID', cell: ({ id }) => id },
  { header: 'Hostname', cell: ({ givenName }) => givenName },
  { header: 'Approved', cell: ({ approvedRoutes }) => ({ lines: approvedRoutes }) },
  { header: 'Available', cell: ({ availableRoutes }) => ({ lines: availableRoutes }) },
  { header: 'Serving (Primary)', cell: ({ subnetRoutes }) => ({ lines: subnetRoutes }) },
];

/** `headscale nodes list-routes`: the nodes that have to do with any route. */
export const LIST_ROUTES: OfficialCommand = {
  name: 'list-routes',
  aliases: ['lsr', 'routes'],
  summary: 'List the routes of nodes.',
  flags: [IDENTIFIER],

  async run(call) {
    const api = await call.connect();
    const id = call.value(IDENTIFIER);
    const nodes = await during('listing nodes', async () => {
      const all = await api.listNodes();
      return id === 0n ? all : [findNode(`id:${id}`, all).node];
    });
    const routed = nodes.filter(
      ({ approvedRoutes, availableRoutes, subnetRoutes }) =>
        approvedRoutes.length + availableRoutes.length + subnetRoutes.length > 0,
    );
    const data = listData(nodeShape, routed);
    // An empty list is a list here, of all lists.
    await call.list(COLUMNS, routed, { ...data, json: data.json ?? [] });
  },
};
