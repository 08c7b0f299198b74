import { byId, byName, condition, type Explain, flag, type Said, whereOn } from './explanation.ts';
import { owner } from './owner.ts';

const NAMES =
  'Nodes are named by name, address or id, and several at once: names, --filter, or - for a list.';

/** The lines of `headscale nodes`. */
export const NODES: Readonly<Record<string, Explain>> = {
  'nodes list': (said) => {
    const user = said.text('user') ?? said.text('namespace');
    return {
      command: ['nodes', 'list'],
      flags: [
        ...flag('--user', user === undefined ? undefined : byName(user)),
        ...(said.on('tags') && said.text('output') === undefined ? ['-o', 'wide'] : []),
      ],
      better: [
        'It says in one word how a node is, and what there is in full with -o wide; --offline, --expiring=7d and --filter choose.',
      ],
    };
  },
  'nodes list-routes': (said) => {
    const id = said.id('identifier');
    return {
      command: ['routes', 'list'],
      flags: id === undefined || id === '0' ? [] : ['--filter', condition('nodeId', id)],
      better: [
        'A route a line, with who serves it and what it overlaps; what waits alone: hs routes list --waiting',
      ],
    };
  },
  'nodes register': (said) => ({
    command: ['nodes', 'register'],
    flags: [...flag('--user', named(said.text('user'))), ...flag('--key', said.text('key') ?? 'KEY')],
    better: [
      'The URL or the whole line that the device shows will do as well, and --wait waits until it is online.',
    ],
  }),
  'nodes rename': (said) => ({
    command: ['nodes', 'rename'],
    args: [node(said), said.args[0] ?? 'NEW_NAME'],
    better: ['A name that the release would take for something else is refused.', NAMES],
  }),
  'nodes expire': (said) => ({
    command: ['nodes', 'expire'],
    args: [node(said)],
    flags: said.on('disable') ? ['--never'] : flag('--at', said.text('expiry')),
    asks: 'hs',
    better: [
      'A time from now is --in 90d. Where a release would expire the node at once instead, it is not asked.',
      NAMES,
    ],
  }),
  'nodes delete': (said) => ({
    command: ['nodes', 'delete'],
    args: [node(said)],
    asks: 'both',
    better: [NAMES, 'All that are long gone: hs nodes prune --offline 60d'],
  }),
  'nodes tag': (said) => ({
    command: ['nodes', 'tag', 'set'],
    args: [node(said), ...(said.list('tags') ?? ['TAG'])],
    asks: 'hs',
    better: ['To add or take one and leave the others: hs nodes tag add, hs nodes tag remove', NAMES],
  }),
  'nodes move': (said) => ({
    command: ['nodes', 'move'],
    args: [node(said)],
    flags: flag('--user', owner(said.text('user')) ?? 'USER'),
    asks: 'hs',
    better: ['From 0.28 on no node can be moved, and it says what takes its place.', NAMES],
  }),
  'nodes approve-routes': (said) => {
    const routes = said.list('routes') ?? ['ROUTE'];
    const isEmpty = routes.length === 0;
    return {
      command: ['routes', isEmpty ? 'revoke' : 'approve'],
      args: [node(said), ...routes],
      flags: whereOn('--all', isEmpty),
      ...(isEmpty ? { asks: 'hs' } : {}),
      better: isEmpty
        ? ['It says what is served by no node any more.']
        : [
            'It adds: what was approved before stays, where the official client takes away what is not named. hs routes revoke does that.',
            'Both routes of an exit node: hs routes approve NODE --exit-node',
          ],
    };
  },
  'nodes backfillips': () => ({
    command: ['nodes', 'backfill-ips'],
    asks: 'both',
    better: ['It lists what was changed.'],
  }),
};

function node(said: Said): string {
  return byId(said.id('identifier'), 'NODE');
}

function named(name: string | undefined): string {
  return name === undefined ? 'USER' : byName(name);
}
