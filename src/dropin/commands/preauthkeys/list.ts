import type { PreAuthKey } from '../../../domain/pre-auth-key.ts';
import { isTaggedDevices } from '../../../domain/user.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { listData } from '../../output/data.ts';
import { expirationCell } from '../../output/expiration-cell.ts';
import type { TableColumn } from '../../output/table.ts';
import { timeText } from '../../output/time-text.ts';
import { ownerFlag, ownerMeant } from './owner.ts';
import { preAuthKeyShape } from './shape.ts';

/** Up to 0.27 it had to be there. */
const USER = ownerFlag({ summary: 'The id or name of the user whose keys are meant', hidden: true });

const columnsAt = (now: number): readonly TableColumn<PreAuthKey>[] => [
  { header: 'ID', cell: ({ id }) => id },
  { header: 'Key/Prefix', cell: ({ key }) => key },
  { header: 'Reusable', cell: ({ reusable }) => String(reusable) },
  { header: 'Ephemeral', cell: ({ ephemeral }) => String(ephemeral) },
  { header: 'Used', cell: ({ used }) => String(used) },
  { header: 'Expiration', cell: ({ expiration }) => expirationCell(expiration, now) },
  { header: 'Created', cell: ({ createdAt }) => timeText(createdAt) },
  { header: 'Owner', cell: (key) => ({ lines: ownerLines(key) }) },
];

/** `headscale preauthkeys list`. */
export const LIST: OfficialCommand = {
  name: 'list',
  aliases: ['ls', 'show'],
  summary: 'List pre-auth keys.',
  flags: [USER],

  async run(call) {
    const api = await call.connect();
    const keys = await during('listing preauthkeys', async () => {
      const owner = await ownerMeant(api, call.value(USER));
      const all = await api.listPreAuthKeys();
      return owner === null ? all : all.filter(({ user }) => user?.id === owner.id);
    });
    await call.list(columnsAt(call.now()), keys, listData(preAuthKeyShape, keys));
  },
};

function ownerLines({ user, aclTags }: PreAuthKey): readonly string[] {
  if (aclTags.length > 0) return aclTags;
  return [user === null || isTaggedDevices(user) ? '-' : user.name];
}
