import { toMillis } from '../../../domain/instant.ts';
import type { Node } from '../../../domain/node.ts';
import { findUser } from '../../../domain/resolve-user.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { switchFlag, textFlag } from '../../grammar/flag.ts';
import { listData } from '../../output/data.ts';
import type { Cell, TableColumn } from '../../output/table.ts';
import { timeText } from '../../output/time-text.ts';
import { nodeShape } from './shape.ts';
import { shortKey } from './short-key.ts';

const USER = textFlag({ name: 'user', char: 'u', summary: 'The name of the user whose nodes are meant' });

/** What `--user` was called once. */
const NAMESPACE = textFlag({
  name: 'namespace',
  char: 'n',
  summary: 'The name of the user whose nodes are meant',
  hidden: true,
  deprecated: 'use --user',
});

/** Up to 0.27 it added the columns of tags, which are always there since. */
const TAGS = switchFlag({ name: 'tags', char: 't', summary: 'Show the tags too', hidden: true });

const columnsAt = (now: number): readonly TableColumn<Node>[] => [
  { header: 'ID', cell: ({ id }) => id },
  { header: 'Hostname', cell: ({ name }) => name },
  { header: 'Name', cell: ({ givenName }) => givenName },
  { header: 'MachineKey', cell: ({ machineKey }) => shortKey(machineKey) },
  { header: 'NodeKey', cell: ({ nodeKey }) => shortKey(nodeKey) },
  { header: 'User', cell: ({ user }) => user?.name ?? '' },
  { header: 'Tags', cell: ({ tags }) => ({ lines: tags }) },
  { header: 'IP addresses', cell: ({ ipAddresses }) => ({ lines: ipAddresses }) },
  { header: 'Ephemeral', cell: ({ preAuthKey }) => String(preAuthKey?.ephemeral ?? false) },
  { header: 'Last seen', cell: ({ lastSeen }) => timeText(lastSeen) },
  { header: 'Expiration', cell: ({ expiry }) => (expiry === null ? 'N/A' : timeText(expiry)) },
  { header: 'Connected', cell: ({ online }) => toned(online, 'online', 'offline') },
  {
    header: 'Expired',
    cell: ({ expiry }) => toned(expiry === null || toMillis(expiry) >= now, 'no', 'yes'),
  },
];

/** `headscale nodes list`. */
export const LIST: OfficialCommand = {
  name: 'list',
  aliases: ['ls', 'show'],
  summary: 'List nodes.',
  flags: [USER, NAMESPACE, TAGS],

  async run(call) {
    const api = await call.connect();
    const name = call.value(USER) || call.value(NAMESPACE);
    const nodes = await during('listing nodes', async () => {
      if (name === '') return await api.listNodes();
      const [users, all] = await Promise.all([api.listUsers(), api.listNodes()]);
      const { user } = findUser(`name:${name}`, users);
      return all.filter((node) => node.user?.id === user.id);
    });
    await call.list(columnsAt(call.now()), nodes, listData(nodeShape, nodes));
  },
};

function toned(isGood: boolean, good: string, bad: string): Cell {
  return isGood ? { lines: [good], tone: 'good' } : { lines: [bad], tone: 'bad' };
}
