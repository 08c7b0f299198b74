import { visible } from '../../../output/safe-text.ts';
import { during } from '../../errors/context-error.ts';
import type { OfficialCommand } from '../../grammar/command.ts';
import { resultData } from '../../output/data.ts';
import { IDENTIFIER, nodeMeant } from './which-node.ts';

/** `headscale nodes delete`. */
export const DELETE: OfficialCommand = {
  name: 'delete',
  aliases: ['del'],
  summary: 'Delete a node.',
  flags: [IDENTIFIER],

  async run(call) {
    const api = await call.connect();
    const node = await during('getting node', () => nodeMeant(call, api));
    if (!(await call.confirm(`Do you want to remove the node ${visible(node.name)}?`))) {
      return await call.answer('Node not deleted', resultData('Node not deleted'));
    }
    await during('deleting node', () => api.deleteNode(node));
    await call.answer('Node deleted', resultData('Node deleted'));
  },
};
