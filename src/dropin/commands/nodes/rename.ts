import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { oneData } from '../../output/data.ts';
import { nodeShape } from './shape.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

/** `headscale nodes rename`: which names are good is for the server to say, since releases differ in it. */
export const RENAME: OfficialCommand = {
  name: 'rename',
  summary: 'Give a node another name in the tailnet.',
  args: 'NEW_NAME',
  flags: [IDENTIFIER],

  async run(call) {
    const api = await call.connect();
    const [name = ''] = call.args;
    const renamed = await during('renaming node', async () =>
      api.renameNode(await nodeMeant(call, api), name),
    );
    await call.answer('Node renamed', oneData(nodeShape, renamed));
  },
};
