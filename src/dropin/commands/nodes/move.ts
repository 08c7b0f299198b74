import { findUser } from '../../../domain/resolve-user.ts';
import { HsError } from '../../../errors.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { oneData } from '../../output/data.ts';
import { ownerFlag } from '../preauthkeys/owner.ts';
import { nodeShape } from './shape.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

const USER = ownerFlag({ summary: 'The id or name of the new owner', required: true });

/** `headscale nodes move`, which there was up to 0.27. */
export const MOVE: OfficialCommand = {
  name: 'move',
  aliases: ['mv'],
  summary: 'Give a node to another user (up to 0.27).',
  hidden: true,
  flags: [IDENTIFIER, USER],

  async run(call) {
    const api = await call.connect();
    const moved = await during('moving node', async () => {
      await api.require('nodesCanMove');
      const reference = call.value(USER);
      if (reference === undefined) {
        throw new HsError('invalid_value', 'There is no user 0', { hint: 'hs users list shows the ids.' });
      }
      const { user } = findUser(reference, await api.listUsers());
      return await api.moveNode(await nodeMeant(call, api), user);
    });
    await call.answer('Node moved to another user', oneData(nodeShape, moved));
  },
};
